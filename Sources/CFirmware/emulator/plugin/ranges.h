/* The address ranges count.c attributes instructions to, read from a text file. */
#ifndef RANGES_H
#define RANGES_H

#include <stddef.h>
#include <stdint.h>

/* Index of a name; 0 is OUTSIDE, which is where a run starts. */
#define OUTSIDE 0u
#define OUTSIDE_NAME "(outside)"
#define NAME_LENGTH 255

struct range {
    uint64_t start; /* first address */
    uint64_t end;   /* first address behind */
    unsigned name;
};

struct ranges {
    struct range *list; /* ascending, disjoint */
    size_t count;
    char **names; /* in the order of their first line, after OUTSIDE */
    unsigned name_count;
};

/* Lines `start end name`: hexadecimal addresses, the start's bit 0 (Thumb) is ignored, and a name without
 * blanks, which may return on other lines. Empty lines are skipped. Returns 0, or -1 after
 * a line on stderr. */
int ranges_read(struct ranges *ranges, const char *path);

/* The range that holds the address, or null. O(log n). */
const struct range *ranges_find(const struct ranges *ranges, uint64_t address);

#endif
