#include "ranges.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int complain(const char *path, unsigned line, const char *what)
{
    fprintf(stderr, "count: %s:%u: %s\n", path, line, what);
    return -1;
}

static int append_name(struct ranges *ranges, const char *name, unsigned *index)
{
    for (*index = 0u; *index < ranges->name_count; (*index)++) {
        if (strcmp(ranges->names[*index], name) == 0) return 0;
    }
    char **grown = realloc(ranges->names, (*index + 1u) * sizeof *grown);
    char *copy = malloc(strlen(name) + 1u);
    if (grown != NULL) ranges->names = grown;
    if (grown == NULL || copy == NULL) {
        free(copy);
        return -1;
    }
    ranges->names[ranges->name_count++] = strcpy(copy, name);
    return 0;
}

static int append_range(struct ranges *ranges, struct range range)
{
    struct range *grown = realloc(ranges->list, (ranges->count + 1u) * sizeof *grown);
    if (grown == NULL) return -1;
    ranges->list = grown;
    ranges->list[ranges->count++] = range;
    return 0;
}

static int by_start(const void *left, const void *right)
{
    const struct range *a = left;
    const struct range *b = right;
    return a->start < b->start ? -1 : a->start > b->start;
}

static int read_lines(struct ranges *ranges, const char *path, FILE *file)
{
    char line[NAME_LENGTH + 64];
    for (unsigned number = 1u; fgets(line, sizeof line, file) != NULL; number++) {
        char name[NAME_LENGTH + 1];
        char rest[2];
        struct range range;
        int fields = sscanf(line, "%" SCNx64 " %" SCNx64 " %255s %1s", &range.start, &range.end, name, rest);
        if (fields == EOF) continue;
        if (fields != 3) return complain(path, number, "expected `start end name`");
        range.start &= ~(uint64_t)1;
        if (range.end <= range.start) return complain(path, number, "the range is empty");
        if (append_name(ranges, name, &range.name) != 0 || append_range(ranges, range) != 0) {
            return complain(path, number, "out of memory");
        }
    }
    return ferror(file) ? complain(path, 0u, "cannot read") : 0;
}

int ranges_read(struct ranges *ranges, const char *path)
{
    memset(ranges, 0, sizeof *ranges);
    unsigned outside;
    if (append_name(ranges, OUTSIDE_NAME, &outside) != 0) return complain(path, 0u, "out of memory");
    FILE *file = fopen(path, "r");
    if (file == NULL) return complain(path, 0u, "cannot open");
    int result = read_lines(ranges, path, file);
    fclose(file);
    if (result != 0) return result;
    if (ranges->count > 1u) qsort(ranges->list, ranges->count, sizeof *ranges->list, by_start);
    for (size_t i = 1u; i < ranges->count; i++) {
        if (ranges->list[i].start < ranges->list[i - 1u].end) {
            fprintf(stderr, "count: %s: ranges of %s and %s overlap\n", path,
                    ranges->names[ranges->list[i - 1u].name], ranges->names[ranges->list[i].name]);
            return -1;
        }
    }
    return 0;
}

const struct range *ranges_find(const struct ranges *ranges, uint64_t address)
{
    size_t low = 0u;
    for (size_t high = ranges->count; low < high;) {
        size_t middle = low + (high - low) / 2u;
        if (ranges->list[middle].end <= address) {
            low = middle + 1u;
        } else {
            high = middle;
        }
    }
    return low < ranges->count && ranges->list[low].start <= address ? &ranges->list[low] : NULL;
}
