package io.memspike.tasks.experiment;

/**
 * News of data that had to be changed before they could be shown.
 *
 * @param line for people
 */
public record Remark(String line) {}
