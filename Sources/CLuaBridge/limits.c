/* Memory and instruction limits. A limit once hit is final: the hook is armed to fire at every
 * instruction, so that neither pcall nor a coroutine can go on. */
#include <stdio.h>
#include <stdlib.h>

#include "bridge.h"

/* The hook fires once in so many instructions. */
enum { PERIOD = 256 };
/* Allocated bytes that cost as much as one instruction. */
enum { BYTES_PER_INSTRUCTION = 16 };
/* What a stopped state may still allocate, so that its error can travel without collections. */
enum { OVERDRAFT = 1 << 20 };

int bridge_period(void) { return PERIOD; }

/* Notes the line of the nearest Lua function; neither allocates nor raises. */
static void note_position(bridge *b, lua_State *L) {
  lua_Debug record;
  for (int level = 0; level < 16 && lua_getstack(L, level, &record); level++) {
    lua_getinfo(L, "Sl", &record);
    if (record.currentline > 0) {
      const char *path = record.source[0] == '@' ? record.source + 1 : record.short_src;
      snprintf(b->position, sizeof b->position, "%s:%d: ", path, record.currentline);
      return;
    }
  }
}

static void stop(bridge *b, lua_State *L, enum bridge_stop reason) {
  if (b->stopped == BRIDGE_RUNNING) {
    b->stopped = reason;
    note_position(b, L);
  }
  bridge_arm(L);
}

void bridge_arm(lua_State *L) {
  int spent = bridge_of(L)->stopped != BRIDGE_RUNNING;
  lua_sethook(L, bridge_hook, LUA_MASKCOUNT, spent ? 1 : PERIOD);
}

const char *bridge_stop_message(const bridge *b) {
  switch (b->stopped) {
    case BRIDGE_RUNNING: return "";
    case BRIDGE_OUT_OF_INSTRUCTIONS: return "the instruction limit is reached";
    case BRIDGE_OUT_OF_MEMORY: return "the memory limit is reached";
    case BRIDGE_STRING_TOO_LONG: return "a string is longer than allowed";
    case BRIDGE_OUT_OF_TIME: return "the time limit is reached";
  }
  return "";
}

int bridge_raise_stop(lua_State *L) {
  bridge_arm(L);
  lua_pushstring(L, bridge_stop_message(bridge_of(L)));
  return lua_error(L);
}

void bridge_hook(lua_State *L, lua_Debug *record) {
  (void)record;
  bridge *b = bridge_of(L);
  b->running = L;
  if (b->stopped == BRIDGE_RUNNING) {
    b->budget -= PERIOD;
    if (b->budget <= 0)
      stop(b, L, BRIDGE_OUT_OF_INSTRUCTIONS);
    else if (bridge_clock_expired(b))
      stop(b, L, BRIDGE_OUT_OF_TIME);
    else
      return;
  }
  bridge_raise_stop(L);
}

void bridge_charge(lua_State *L, uint64_t amount) {
  bridge *b = bridge_of(L);
  if (b->stopped == BRIDGE_RUNNING) {
    /* The collector may run the budget below 0, so compare before subtracting. */
    if (b->budget > 0 && amount < (uint64_t)b->budget) {
      b->budget -= (int64_t)amount;
      return;
    }
    b->budget = 0;
    stop(b, L, BRIDGE_OUT_OF_INSTRUCTIONS);
  }
  bridge_raise_stop(L);
}

/* Refuses an allocation. Lua then collects and tries again, which costs time that is charged; when that
 * fails too, there is no memory left. */
static void *refuse(bridge *b, int string_too_long) {
  if (b->stopped == BRIDGE_RUNNING) {
    b->budget -= (int64_t)(b->used / 2);
    if (string_too_long)
      stop(b, b->running, BRIDGE_STRING_TOO_LONG);
    else if (b->refused)
      stop(b, b->running, BRIDGE_OUT_OF_MEMORY);
    else if (b->budget <= 0)
      stop(b, b->running, BRIDGE_OUT_OF_INSTRUCTIONS);
    b->refused = 1;
  }
  return NULL;
}

void *bridge_allocate(void *context, void *block, size_t old_size, size_t new_size) {
  bridge *b = context;
  /* For a new block Lua passes the kind of object instead of a size. */
  int is_string = block == NULL && old_size == LUA_TSTRING;
  size_t held = block == NULL ? 0 : old_size;
  if (new_size == 0) {
    free(block);
    b->used -= held;
    return NULL;
  }
  if (new_size > held && b->enforced) {
    size_t growth = new_size - held;
    size_t limit = b->limits.memory + (b->stopped == BRIDGE_RUNNING ? 0 : OVERDRAFT);
    if (is_string && new_size > b->limits.string) return refuse(b, 1);
    /* The buffers in which the library builds texts are not tried again after a collection, so they may
     * pass the limit once: the text made of them is an object, and meets it. */
    if (old_size == 0 && growth <= b->limits.string) limit += growth;
    if (b->used > limit || growth > limit - b->used) return refuse(b, 0);
    b->refused = 0;
    b->budget -= (int64_t)(new_size / BYTES_PER_INSTRUCTION);
  }
  void *result = realloc(block, new_size);
  if (result == NULL) {
    /* Where Swift runs, an error could not be raised; Swift itself ends the process when memory does. */
    if (!b->enforced && new_size > held) abort();
    return NULL;
  }
  b->used = b->used - held + new_size;
  if (b->used > b->peak) b->peak = b->used;
  return result;
}
