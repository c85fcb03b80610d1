/* The time limit counts processor time in Lua; what Swift functions take is theirs. It is a last net
 * under the instruction limit, which gives the same result on every machine. */
#define _GNU_SOURCE
#include <time.h>

#include "bridge.h"

/* How much wall time may pass before the (slower) processor clock is read again. */
enum { CHECK_INTERVAL = 5000000 };

static int64_t read_clock(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int64_t spent(const bridge *b) {
  int64_t current = read_clock(CLOCK_THREAD_CPUTIME_ID) - b->began - b->in_swift;
  return b->earlier + (current > 0 ? current : 0);
}

void bridge_clock_enter(bridge *b) {
  if (b->depth++ == 0) {
    b->began = read_clock(CLOCK_THREAD_CPUTIME_ID);
    b->in_swift = 0;
    b->checked = read_clock(CLOCK_MONOTONIC);
  } else {
    bridge_clock_to_lua(b);
  }
}

void bridge_clock_leave(bridge *b) {
  if (--b->depth == 0)
    b->earlier = spent(b);
  else
    bridge_clock_to_swift(b);
}

/* The coarse clock costs 5 ns; what it misses of single calls evens out over many. */
void bridge_clock_to_swift(bridge *b) { b->swift_since = read_clock(CLOCK_MONOTONIC_COARSE); }

void bridge_clock_to_lua(bridge *b) { b->in_swift += read_clock(CLOCK_MONOTONIC_COARSE) - b->swift_since; }

int bridge_clock_expired(bridge *b) {
  int64_t now = read_clock(CLOCK_MONOTONIC);
  if (now - b->checked < CHECK_INTERVAL) return 0;
  b->checked = now;
  return spent(b) > b->limits.nanoseconds;
}
