/* Writes events into a ring that `memspike stream --source ipc:PATH` reads. One producer, policy "block"; docs/stream.md draws the bytes.
   Little-endian machines with GCC or Clang. */
#ifndef MEMSPIKE_H
#define MEMSPIKE_H

#include <fcntl.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define MEMSPIKE_RING (1 << 16)
#define MEMSPIKE_AREA (128 + MEMSPIKE_RING + 768)
#define MEMSPIKE_BATCH 512

typedef struct {
    uint8_t *area;
    int64_t sequence; /* events offered so far */
    int count;        /* of the batch at hand */
    int64_t batch[MEMSPIKE_BATCH];
} memspike_ring;

/* An event as the ring holds it: time below 2^40 microseconds, x and y below 2048, on 0 or 1. */
static inline int64_t memspike_event(uint64_t micros, unsigned x, unsigned y, unsigned on) {
    return (int64_t)(micros << 23 | (uint64_t)y << 12 | (uint64_t)x << 1 | on);
}

/* Creates the ring's file, which must not be there yet. Returns 0, or -1 with errno. */
static inline int memspike_create(memspike_ring *ring, const char *path) {
    char unfinished[4096];
    if (snprintf(unfinished, sizeof unfinished, "%s.tmp", path) >= (int)sizeof unfinished) {
        return -1;
    }
    int file = open(unfinished, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (file < 0 || ftruncate(file, MEMSPIKE_AREA) != 0) {
        return -1;
    }
    ring->area = (uint8_t *)mmap(NULL, MEMSPIKE_AREA, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (ring->area == MAP_FAILED) {
        return -1;
    }
    const int32_t head[4] = {1, 0, 1, MEMSPIKE_RING};
    memcpy(ring->area, "MSPKEVNT", 8);
    memcpy(ring->area + 8, head, sizeof head);
    ring->sequence = 0;
    ring->count = 0;
    return rename(unfinished, path);
}

static inline void memspike_put(memspike_ring *ring, int32_t type, const void *payload, int length) {
    uint8_t *bytes = ring->area + 128;
    int64_t *tail = (int64_t *)(bytes + MEMSPIKE_RING + 128);
    int64_t *head = (int64_t *)(bytes + MEMSPIKE_RING + 384);
    const int64_t size = (8 + length + 7) & ~7;
    int64_t at, index, padding;
    for (;;) { /* wait for room */
        at = *tail;
        index = at & (MEMSPIKE_RING - 1);
        padding = index + size > MEMSPIKE_RING ? MEMSPIKE_RING - index : 0;
        if (at + padding + size - __atomic_load_n(head, __ATOMIC_ACQUIRE) <= MEMSPIKE_RING - 8) {
            break;
        }
        sched_yield();
    }
    if (padding) {
        const int32_t none = -1;
        memset(bytes, 0, 8);
        memcpy(bytes + index + 4, &none, 4);
        __atomic_store_n(tail, at + padding, __ATOMIC_RELEASE);
        __atomic_store_n((int32_t *)(bytes + index), (int32_t)padding, __ATOMIC_RELEASE);
        at += padding;
        index = 0;
    }
    if (index + size < MEMSPIKE_RING) {
        memset(bytes + index + size, 0, 8);
    }
    memcpy(bytes + index + 4, &type, 4);
    memcpy(bytes + index + 8, payload, (size_t)length);
    __atomic_store_n(tail, at + size, __ATOMIC_RELEASE);
    __atomic_store_n((int32_t *)(bytes + index), 8 + length, __ATOMIC_RELEASE);
}

static inline void memspike_message(memspike_ring *ring, int32_t type) {
    struct timespec now;
    int64_t message[3 + MEMSPIKE_BATCH];
    clock_gettime(CLOCK_MONOTONIC, &now);
    message[0] = 0; /* producer 0, and zeros */
    message[1] = ring->sequence;
    message[2] = now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
    memcpy(message + 3, ring->batch, sizeof(int64_t) * (size_t)ring->count);
    memspike_put(ring, type, message, 24 + 8 * ring->count);
    ring->sequence += ring->count;
    ring->count = 0;
}

/* Sends what has been offered so far. */
static inline void memspike_flush(memspike_ring *ring) {
    if (ring->count > 0) {
        memspike_message(ring, 1);
    }
}

/* Offers an event; waits where the reader is behind. */
static inline void memspike_offer(memspike_ring *ring, uint64_t micros, unsigned x, unsigned y, unsigned on) {
    ring->batch[ring->count++] = memspike_event(micros, x, y, on);
    if (ring->count == MEMSPIKE_BATCH) {
        memspike_flush(ring);
    }
}

/* Ends the stream. The reader removes the file. */
static inline void memspike_end(memspike_ring *ring) {
    memspike_flush(ring);
    memspike_message(ring, 2);
    munmap(ring->area, MEMSPIKE_AREA);
}

#endif
