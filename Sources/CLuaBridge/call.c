/* States, the way into Lua (bridge_load, bridge_call) and the way out to Swift (the trampoline). */
#include <stdlib.h>
#include <string.h>

#include "bridge.h"

/* Free stack slots a Swift function finds. */
enum { SLOTS = 32 };
/* Frames of a traceback. */
enum { FRAMES = 16 };

static const char traceback_key = 0;

bridge *bridge_create(bridge_limits limits, bridge_callbacks callbacks) {
  bridge *b = calloc(1, sizeof *b);
  if (b == NULL) return NULL;
  b->limits = limits;
  b->callbacks = callbacks;
  b->budget = limits.instructions;
  lua_State *L = lua_newstate(bridge_allocate, b);
  if (L == NULL) {
    free(b);
    return NULL;
  }
  b->main = b->running = L;
  *(bridge **)lua_getextraspace(L) = b;
  bridge_open_sandbox(L);
  bridge_arm(L);
  return b;
}

size_t bridge_close(bridge *b) {
  lua_close(b->main);
  size_t leaked = b->used;
  free(b);
  return leaked;
}

void bridge_set_owner(bridge *b, void *owner) { b->owner = owner; }
void *bridge_owner(lua_State *L) { return bridge_of(L)->owner; }
lua_State *bridge_main(const bridge *b) { return b->main; }

void bridge_refill(bridge *b) {
  b->budget = b->limits.instructions;
  b->earlier = 0;
  if (b->stopped == BRIDGE_OUT_OF_INSTRUCTIONS || b->stopped == BRIDGE_OUT_OF_TIME) {
    b->stopped = BRIDGE_RUNNING;
    b->position[0] = 0;
  }
  bridge_arm(b->main);
}

void bridge_consume(bridge *b, uint64_t amount) {
  b->budget -= b->budget > 0 && amount < (uint64_t)b->budget ? (int64_t)amount : b->budget;
}

enum bridge_stop bridge_stopped(const bridge *b) { return b->stopped; }
const char *bridge_stop_position(const bridge *b) { return b->position; }
size_t bridge_memory_used(const bridge *b) { return b->used; }
size_t bridge_memory_peak(const bridge *b) { return b->peak; }
int64_t bridge_instructions_used(const bridge *b) {
  return b->limits.instructions - (b->budget > 0 ? b->budget : 0);
}

int bridge_load(lua_State *L, const char *text, size_t length, const char *name) {
  bridge *b = bridge_of(L);
  int enforced = b->enforced;
  b->enforced = 1;
  int status = luaL_loadbufferx(L, text, length, name, "t");
  b->enforced = enforced;
  return status;
}

/* Adds the lines of the plug-in's own functions. */
static void push_traceback(lua_State *L) {
  luaL_Buffer buffer;
  lua_Debug record;
  int frames = 0;
  luaL_buffinit(L, &buffer);
  for (int level = 1; frames < FRAMES && lua_getstack(L, level, &record); level++) {
    lua_getinfo(L, "Sln", &record);
    if (record.currentline <= 0 || record.source[0] != '@') continue;
    if (frames++ > 0) luaL_addchar(&buffer, '\n');
    lua_pushfstring(L, "%s:%d: in ", record.source + 1, record.currentline);
    luaL_addvalue(&buffer);
    if (*record.what == 'm')
      lua_pushliteral(L, "the file");
    else if (record.name != NULL)
      lua_pushfstring(L, "%s '%s'", record.namewhat, record.name);
    else
      lua_pushfstring(L, "the function at line %d", record.linedefined);
    luaL_addvalue(&buffer);
  }
  luaL_pushresult(&buffer);
}

/* Turns whatever was raised into a text with a position, and keeps the traceback. */
static int handle_message(lua_State *L) {
  /* Errors of limits come from a hook, where this runs without one: do nothing that could take long. */
  if (bridge_of(L)->stopped != BRIDGE_RUNNING) return 1;
  if (lua_type(L, 1) != LUA_TSTRING) {
    luaL_where(L, 1);
    if (luaL_getmetafield(L, 1, "__tostring") != LUA_TNIL) {
      lua_pop(L, 1);
      bridge_text(L, 1);
    } else if (lua_type(L, 1) == LUA_TNUMBER) {
      lua_pushvalue(L, 1);
    } else {
      lua_pushfstring(L, "an error was raised with a %s as its message", luaL_typename(L, 1));
    }
    lua_concat(L, 2);
    lua_replace(L, 1);
  }
  push_traceback(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &traceback_key);
  return 1;
}

void bridge_push_traceback(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &traceback_key);
  lua_pushnil(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &traceback_key);
}

int bridge_call(lua_State *L, int arguments, int results) {
  bridge *b = bridge_of(L);
  int function = lua_gettop(L) - arguments;
  if (b->stopped != BRIDGE_RUNNING) {
    lua_settop(L, function - 1);
    lua_pushstring(L, bridge_stop_message(b));
    return LUA_ERRRUN;
  }
  lua_pushcfunction(L, handle_message);
  lua_insert(L, function);
  int enforced = b->enforced;
  lua_State *running = b->running;
  b->enforced = 1;
  b->running = L;
  bridge_clock_enter(b);
  int status = lua_pcall(L, arguments, results, function);
  bridge_clock_leave(b);
  b->running = running;
  b->enforced = enforced;
  lua_remove(L, function);
  if (status == LUA_OK && b->stopped != BRIDGE_RUNNING) {
    lua_settop(L, function - 1);
    lua_pushstring(L, bridge_stop_message(b));
    return LUA_ERRRUN;
  }
  return status;
}

int bridge_finish(lua_State *L, bridge *b, int results) {
  if (results < 0) {
    if (b->stopped != BRIDGE_RUNNING) return bridge_raise_stop(L);
    luaL_where(L, 1);
    lua_insert(L, -2);
    lua_concat(L, 2);
    return lua_error(L);
  }
  /* What Swift's work cost may have used up the allowance. */
  if (b->budget <= 0) bridge_charge(L, 1);
  if (b->used > b->limits.memory) {
    lua_gc(L, LUA_GCCOLLECT);
    bridge_charge(L, b->used / 2);
  }
  /* What the limit did not refuse while Swift ran, it refuses now. */
  if (b->used > b->limits.memory) lua_newuserdatauv(L, b->limits.memory, 0);
  return results;
}

static int trampoline(lua_State *L) {
  bridge *b = bridge_of(L);
  void *context = lua_touserdata(L, lua_upvalueindex(1));
  luaL_checkstack(L, SLOTS, "too many arguments");
  int enforced = b->enforced;
  b->enforced = 0;
  if (b->depth > 0) bridge_clock_to_swift(b);
  int results = b->callbacks.call(L, context);
  if (b->depth > 0) bridge_clock_to_lua(b);
  b->enforced = enforced;
  return bridge_finish(L, b, results);
}

void bridge_push_function(lua_State *L, void *context) {
  lua_pushlightuserdata(L, context);
  lua_pushcclosure(L, trampoline, 1);
}

void bridge_pop(lua_State *L, int count) { lua_pop(L, count); }
int bridge_reference(lua_State *L) { return luaL_ref(L, LUA_REGISTRYINDEX); }
void bridge_push_reference(lua_State *L, int reference) { lua_rawgeti(L, LUA_REGISTRYINDEX, reference); }
void bridge_release(lua_State *L, int reference) { luaL_unref(L, LUA_REGISTRYINDEX, reference); }
int bridge_is_integer(lua_State *L, int index) { return lua_isinteger(L, index); }
int64_t bridge_to_integer(lua_State *L, int index) { return lua_tointeger(L, index); }
double bridge_to_number(lua_State *L, int index) { return lua_tonumber(L, index); }
void bridge_push_globals(lua_State *L) { lua_pushglobaltable(L); }

const char *bridge_to_string(lua_State *L, int index, size_t *length) {
  return lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, length) : NULL;
}
