/* Lua's patterns with a step budget. */
#ifndef BRIDGE_PATTERN_H
#define BRIDGE_PATTERN_H

#include <stddef.h>
#include <stdint.h>

enum { PATTERN_CAPTURES = 32 };
enum { CAPTURE_OPEN = -1, CAPTURE_POSITION = -2 };

struct matcher {
  const unsigned char *subject, *subject_end;
  const unsigned char *pattern, *pattern_end;
  int64_t steps;     /* left; an error once spent */
  const char *error; /* what is wrong with the pattern, once something is */
  int depth;
  int captures;
  struct {
    const unsigned char *start;
    ptrdiff_t length; /* or CAPTURE_OPEN, CAPTURE_POSITION */
  } capture[PATTERN_CAPTURES];
};

/* The end of the match that starts at `at`, or NULL when there is none or `error` is set. An anchor is
 * the caller's to skip. */
const unsigned char *pattern_match(struct matcher *m, const unsigned char *at);

#endif
