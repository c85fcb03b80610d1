/* What the files of the bridge share. */
#ifndef BRIDGE_INTERNAL_H
#define BRIDGE_INTERNAL_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include "CLuaBridge.h"

/* Instructions the call of a library function costs. */
enum { CALL_COST = 8 };

struct bridge {
  lua_State *main;
  lua_State *running; /* the thread whose code runs, for re-arming its hook */
  bridge_limits limits;
  bridge_callbacks callbacks;
  void *owner;

  size_t used, peak;
  int enforced; /* whether the memory limit holds: Lua code runs and no Swift frame is live */
  int refused;  /* the last allocation was refused, and a collection may follow */

  int64_t budget; /* instructions left */
  int depth;      /* bridge_call within bridge_call */
  /* Processor time in Lua: `earlier` of finished calls; of the current one, what the thread used since
   * `began` without what Swift functions took. */
  int64_t earlier, began, in_swift, swift_since, checked;

  enum bridge_stop stopped;
  char position[4096];
};

static inline bridge *bridge_of(lua_State *L) { return *(bridge **)lua_getextraspace(L); }

/* limits.c */
void *bridge_allocate(void *context, void *block, size_t old_size, size_t new_size);
void bridge_hook(lua_State *L, lua_Debug *record);
void bridge_arm(lua_State *L);
void bridge_charge(lua_State *L, uint64_t amount);
int bridge_raise_stop(lua_State *L);
const char *bridge_stop_message(const bridge *b);
int bridge_period(void);

/* clock.c */
void bridge_clock_enter(bridge *b);
void bridge_clock_leave(bridge *b);
void bridge_clock_to_swift(bridge *b);
void bridge_clock_to_lua(bridge *b);
int bridge_clock_expired(bridge *b);

/* call.c */
int bridge_finish(lua_State *L, bridge *b, int results);
/* Pushes the value at an index as text that shows no address. */
const char *bridge_text(lua_State *L, int index);
/* Calls the function beneath, upvalue 1, in this frame; it must have no upvalues itself. */
int bridge_original(lua_State *L);

/* One file a part of the library; each takes the standard table on top of the stack and mends it. */
void bridge_open_base(lua_State *L);
void bridge_open_order(lua_State *L);
void bridge_open_strings(lua_State *L);
void bridge_open_patterns(lua_State *L);
void bridge_open_tables(lua_State *L);
void bridge_open_coroutines(lua_State *L);
void bridge_open_sandbox(lua_State *L);

/* Replaces table[name] (table on top) by a C function whose upvalue 1 is what stood there. */
void bridge_wrap(lua_State *L, const char *name, lua_CFunction function);
/* Charges the lengths of all text arguments, then calls the function beneath. */
int bridge_metered(lua_State *L);
/* pairs of the table at an index: pushes the iterator, the table and nil. */
int bridge_walk(lua_State *L, int index);

#endif
