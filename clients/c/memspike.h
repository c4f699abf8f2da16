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
#define MEMSPIKE_SILENCE INT64_C(100000000) /* who has waited so many nanoseconds asks whether the reader is there */
#define MEMSPIKE_LOCKS (INT64_C(1) << 32) /* bytes that are locked by who is there, behind the file's end: the writer, */
#define MEMSPIKE_READER 256               /* and so much further the reader */

/* Where files are counted in 32 bits, compile with -D_FILE_OFFSET_BITS=64: locks lie far behind the end. */
typedef char memspike_offsets_have_64_bits[sizeof(off_t) == 8 ? 1 : -1];

typedef struct {
    uint8_t *area;
    int file;         /* open until the end: the system takes its lock when this process ends, however it does */
    int64_t sequence; /* events offered so far */
    int count;        /* of the batch at hand */
    int64_t batch[MEMSPIKE_BATCH];
} memspike_ring;

/* An event as the ring holds it: time below 2^40 microseconds, x and y below 2048, on 0 or 1. */
static inline int64_t memspike_event(uint64_t micros, unsigned x, unsigned y, unsigned on) {
    return (int64_t)(micros << 23 | (uint64_t)y << 12 | (uint64_t)x << 1 | on);
}

/* Locks a byte, or gives it back. Returns 0, or -1 where another process has it. */
static inline int memspike_lock(int file, short type, int who) {
    struct flock lock;
    memset(&lock, 0, sizeof lock);
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = (off_t)(MEMSPIKE_LOCKS + who);
    lock.l_len = 1;
    return fcntl(file, F_SETLK, &lock);
}

static inline int64_t memspike_nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

/* Whether the reader has said that it has gone. */
static inline int memspike_closed(const memspike_ring *ring) {
    return __atomic_load_n((const int32_t *)(ring->area + 24), __ATOMIC_ACQUIRE) != 0;
}

/* Whether the reader has come and gone, as it said itself or as its process ended. */
static inline int memspike_reader_gone(const memspike_ring *ring) {
    if (memspike_closed(ring) || !__atomic_load_n((const int32_t *)(ring->area + 28), __ATOMIC_ACQUIRE)) {
        return memspike_closed(ring);
    }
    if (memspike_lock(ring->file, F_WRLCK, MEMSPIKE_READER) != 0) {
        return 0;
    }
    memspike_lock(ring->file, F_UNLCK, MEMSPIKE_READER);
    return 1;
}

/* Creates the ring's file, which must not be there yet. Returns 0, or -1 with errno. */
static inline int memspike_create(memspike_ring *ring, const char *path) {
    char unfinished[4096];
    if (snprintf(unfinished, sizeof unfinished, "%s.tmp", path) >= (int)sizeof unfinished) {
        return -1;
    }
    int file = open(unfinished, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (file < 0) {
        return -1;
    }
    ring->area = (uint8_t *)MAP_FAILED;
    if (posix_fallocate(file, 0, MEMSPIKE_AREA) == 0) { /* written, not only mapped: a full disk is found here */
        ring->area = (uint8_t *)mmap(NULL, MEMSPIKE_AREA, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    }
    if (ring->area == MAP_FAILED) {
        unlink(unfinished);
        close(file);
        return -1;
    }
    ring->file = file;
    const int32_t head[4] = {1, 0, 1, MEMSPIKE_RING};
    memcpy(ring->area, "MSPKEVNT", 8);
    memcpy(ring->area + 8, head, sizeof head);
    if (memspike_lock(file, F_WRLCK, 0) == 0) { /* of this process: one that it forks does not have it */
        ring->area[32] = 1;                     /* producer 0 has come */
    }
    ring->sequence = 0;
    ring->count = 0;
    return rename(unfinished, path);
}

static inline int memspike_put(memspike_ring *ring, int32_t type, const void *payload, int length) {
    uint8_t *bytes = ring->area + 128;
    int64_t *tail = (int64_t *)(bytes + MEMSPIKE_RING + 128);
    int64_t *head = (int64_t *)(bytes + MEMSPIKE_RING + 384);
    const int64_t size = (8 + length + 7) & ~7;
    int64_t at, index, padding, asked = 0;
    for (;;) { /* wait for room */
        if (memspike_closed(ring)) {
            return -1;
        }
        at = *tail;
        index = at & (MEMSPIKE_RING - 1);
        padding = index + size > MEMSPIKE_RING ? MEMSPIKE_RING - index : 0;
        if (at + padding + size - __atomic_load_n(head, __ATOMIC_ACQUIRE) <= MEMSPIKE_RING - 8) {
            break;
        }
        const int64_t now = memspike_nanos();
        asked = asked ? asked : now;
        if (now - asked > MEMSPIKE_SILENCE) { /* a call of the system: not at every look */
            if (memspike_reader_gone(ring)) {
                return -1;
            }
            asked = now;
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
    return 0;
}

static inline int memspike_message(memspike_ring *ring, int32_t type) {
    int64_t message[3 + MEMSPIKE_BATCH];
    message[0] = 0; /* producer 0, and zeros */
    message[1] = ring->sequence;
    message[2] = memspike_nanos();
    memcpy(message + 3, ring->batch, sizeof(int64_t) * (size_t)ring->count);
    const int is_in = memspike_put(ring, type, message, 24 + 8 * ring->count);
    ring->sequence += ring->count;
    ring->count = 0;
    return is_in;
}

/* Sends what has been offered so far. Returns 0, or -1 where the reader has gone. */
static inline int memspike_flush(memspike_ring *ring) {
    return ring->count > 0 ? memspike_message(ring, 1) : 0;
}

/* Offers an event; waits where the reader is behind. Returns 0, or -1 where the reader has gone. */
static inline int memspike_offer(memspike_ring *ring, uint64_t micros, unsigned x, unsigned y, unsigned on) {
    ring->batch[ring->count++] = memspike_event(micros, x, y, on);
    return ring->count == MEMSPIKE_BATCH ? memspike_flush(ring) : 0;
}

/* Ends the stream. The reader removes the file. Returns 0, or -1 where the reader has gone. */
static inline int memspike_end(memspike_ring *ring) {
    const int is_in = memspike_flush(ring) == 0 ? memspike_message(ring, 2) : -1;
    munmap(ring->area, MEMSPIKE_AREA);
    close(ring->file);
    return is_in;
}

#endif
