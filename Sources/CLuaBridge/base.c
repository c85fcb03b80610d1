/* The basic functions: text instead of addresses, text instead of bytecode, no finalisers. */
#include <math.h>
#include <string.h>

#include "bridge.h"

/* Instructions that catching an error costs, and compiling one byte. */
enum { CATCH_COST = 100, BYTE_COST = 10 };

const char *bridge_text(lua_State *L, int index) {
  index = lua_absindex(L, index);
  if (luaL_callmeta(L, index, "__tostring")) {
    if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "'__tostring' must return a string");
    return lua_tostring(L, -1);
  }
  int type = lua_type(L, index);
  if (type == LUA_TNUMBER && isnan(lua_tonumber(L, index))) {
    lua_pushliteral(L, "nan"); /* some machines would print its sign */
  } else if (type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TBOOLEAN || type == LUA_TNIL) {
    luaL_tolstring(L, index, NULL);
  } else if (luaL_getmetafield(L, index, "__name") != LUA_TSTRING) {
    lua_pushstring(L, lua_typename(L, type));
  }
  return lua_tostring(L, -1);
}

static int base_tostring(lua_State *L) {
  luaL_checkany(L, 1);
  bridge_text(L, 1);
  return 1;
}

/* Upvalue 1 takes the text. */
static int base_print(lua_State *L) {
  luaL_Buffer buffer;
  int count = lua_gettop(L);
  lua_pushvalue(L, lua_upvalueindex(1));
  luaL_buffinit(L, &buffer);
  for (int i = 1; i <= count; i++) {
    if (i > 1) luaL_addchar(&buffer, '\t');
    bridge_text(L, i);
    luaL_addvalue(&buffer);
  }
  luaL_pushresult(&buffer);
  lua_call(L, 1, 0);
  return 0;
}

void bridge_set_print(lua_State *L) {
  lua_pushcclosure(L, base_print, 1);
  lua_setglobal(L, "print");
}

/* Hooks are off inside finalisers, so a plug-in gets none. Lua looks for `__gc` here and at no other
 * time, so that adding it later has no effect. */
static int base_setmetatable(lua_State *L) {
  if (lua_type(L, 2) == LUA_TTABLE) {
    lua_pushliteral(L, "__gc");
    if (lua_rawget(L, 2) != LUA_TNIL) return luaL_error(L, "a metatable with '__gc' is not allowed");
    lua_pop(L, 1);
  }
  return bridge_original(L);
}

/* load(text [, name [, mode [, environment]]]): text only, and no reader functions. */
static int base_load(lua_State *L) {
  size_t length;
  luaL_checktype(L, 1, LUA_TSTRING);
  const char *text = lua_tolstring(L, 1, &length);
  const char *name = luaL_optstring(L, 2, text);
  bridge_charge(L, CATCH_COST + length * BYTE_COST);
  int environment = lua_isnone(L, 4) ? 0 : 4;
  if (luaL_loadbufferx(L, text, length, name, "t") != LUA_OK) {
    lua_pushnil(L);
    lua_insert(L, -2);
    return 2;
  }
  if (environment != 0) {
    lua_pushvalue(L, environment);
    lua_setupvalue(L, -2, 1);
  }
  return 1;
}

/* An error handler runs where the error was raised; after a hook's error that is without hooks. */
static int guarded_handler(lua_State *L) {
  if (bridge_of(L)->stopped != BRIDGE_RUNNING) return 1;
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, 1);
  return 1;
}

/* Catching an error makes Lua walk over all calls that are open. */
static void charge_catch(lua_State *L) {
  lua_Debug record;
  int depth = 64;
  while (lua_getstack(L, depth, &record)) depth *= 2;
  bridge_charge(L, CATCH_COST + (uint64_t)depth);
}

static int base_pcall(lua_State *L) {
  charge_catch(L);
  return bridge_original(L);
}

static int base_xpcall(lua_State *L) {
  charge_catch(L);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_pushvalue(L, 2);
  lua_pushcclosure(L, guarded_handler, 1);
  lua_replace(L, 2);
  return bridge_original(L);
}

static int base_collectgarbage(lua_State *L) {
  const char *what = luaL_optstring(L, 1, "collect");
  if (strcmp(what, "count") == 0) {
    lua_pushnumber(L, (lua_Number)bridge_of(L)->used / 1024);
  } else if (strcmp(what, "collect") == 0) {
    bridge_charge(L, bridge_of(L)->used / 2);
    lua_gc(L, LUA_GCCOLLECT);
    lua_pushinteger(L, 0);
  } else {
    return luaL_argerror(L, 1, "only 'collect' and 'count' are allowed");
  }
  return 1;
}

static int print_nothing(lua_State *L) {
  (void)L;
  return 0;
}

void bridge_open_base(lua_State *L) {
  static const char *const removed[] = {"dofile", "loadfile", "require", "warn"};
  for (size_t i = 0; i < sizeof removed / sizeof *removed; i++) {
    lua_pushnil(L);
    lua_setfield(L, -2, removed[i]);
  }
  bridge_wrap(L, "setmetatable", base_setmetatable);
  bridge_wrap(L, "pcall", base_pcall);
  bridge_wrap(L, "xpcall", base_xpcall);
  bridge_wrap(L, "tonumber", bridge_metered);
  static const luaL_Reg replaced[] = {{"collectgarbage", base_collectgarbage},
                                      {"load", base_load},
                                      {"print", print_nothing},
                                      {"tostring", base_tostring},
                                      {NULL, NULL}};
  luaL_setfuncs(L, replaced, 0);
  bridge_open_order(L);
}
