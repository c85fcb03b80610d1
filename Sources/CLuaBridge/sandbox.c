/* The library a plug-in sees: Lua's own, without what reaches outside, and mended where it is not
 * deterministic, shows addresses or can run without end inside one call. */
#include "bridge.h"

void bridge_wrap(lua_State *L, const char *name, lua_CFunction function) {
  lua_getfield(L, -1, name);
  lua_pushcclosure(L, function, 1);
  lua_setfield(L, -2, name);
}

int bridge_original(lua_State *L) { return lua_tocfunction(L, lua_upvalueindex(1))(L); }

int bridge_metered(lua_State *L) {
  uint64_t bytes = CALL_COST * 4;
  for (int i = lua_gettop(L); i > 0; i--)
    if (lua_type(L, i) == LUA_TSTRING) bytes += lua_rawlen(L, i);
  bridge_charge(L, bytes / 4);
  return bridge_original(L);
}

/* math.randomseed without arguments would take its seed from the clock. Lua's own has an upvalue (the
 * generator), so that it must be called as itself. */
static int seed_random(lua_State *L) {
  luaL_checknumber(L, 1);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, 0);
  return 0;
}

static const char seed_key = 0;

void bridge_reseed(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &seed_key);
  lua_pushinteger(L, 0);
  lua_call(L, 1, 0);
}

static void open_math(lua_State *L) {
  lua_getfield(L, -1, "randomseed");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &seed_key);
  bridge_wrap(L, "randomseed", seed_random);
  bridge_reseed(L);
}

static void open_utf8(lua_State *L) {
  bridge_wrap(L, "codepoint", bridge_metered);
  bridge_wrap(L, "len", bridge_metered);
  bridge_wrap(L, "offset", bridge_metered);
}

static void open_library(lua_State *L, const char *name, lua_CFunction open, void (*mend)(lua_State *)) {
  luaL_requiref(L, name, open, 1);
  mend(L);
  lua_pop(L, 1);
}

void bridge_open_sandbox(lua_State *L) {
  open_library(L, LUA_GNAME, luaopen_base, bridge_open_base);
  open_library(L, LUA_STRLIBNAME, luaopen_string, bridge_open_strings);
  open_library(L, LUA_TABLIBNAME, luaopen_table, bridge_open_tables);
  open_library(L, LUA_COLIBNAME, luaopen_coroutine, bridge_open_coroutines);
  open_library(L, LUA_MATHLIBNAME, luaopen_math, open_math);
  open_library(L, LUA_UTF8LIBNAME, luaopen_utf8, open_utf8);
}
