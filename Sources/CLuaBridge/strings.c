/* The string library: no bytecode, no addresses, and every length charged. */
#include <string.h>

#include "bridge.h"

/* Lua's own would loop n times over an empty text. */
static int string_rep(lua_State *L) {
  size_t length, separator_length;
  luaL_checklstring(L, 1, &length);
  lua_Integer count = luaL_checkinteger(L, 2);
  luaL_optlstring(L, 3, "", &separator_length);
  size_t limit = bridge_of(L)->limits.string;
  bridge_charge(L, CALL_COST);
  if (count > 0 && length + separator_length == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  if (count > 0 && (uint64_t)count > limit / (length + separator_length) + 1)
    return luaL_error(L, "the text would be longer than the allowed %d bytes", (int)limit);
  bridge_charge(L, count > 0 ? (uint64_t)count : 0);
  return bridge_original(L);
}

/* %s shows the text of tables and functions without an address; %p is nothing but one. */
static int string_format(lua_State *L) {
  size_t length;
  const char *format = luaL_checklstring(L, 1, &length), *end = format + length;
  int count = lua_gettop(L), argument = 1;
  bridge_charge(L, CALL_COST + length / 4);
  for (const char *p = format; p < end; p++) {
    if (*p != '%') continue;
    if (p[1] == '%') {
      p++;
      continue;
    }
    p += 1 + strspn(p + 1, "-+ #0123456789.");
    if (++argument > count) break;
    if (*p == 'p') return luaL_error(L, "'%%p' is not allowed: addresses differ from run to run");
    int type = lua_type(L, argument);
    if (type == LUA_TSTRING) bridge_charge(L, lua_rawlen(L, argument) / 4);
    if (*p == 's' && type != LUA_TSTRING) {
      bridge_text(L, argument);
      lua_replace(L, argument);
    }
  }
  return bridge_original(L);
}

void bridge_open_strings(lua_State *L) {
  static const char *const metered[] = {"byte", "lower",    "upper",  "reverse",
                                        "pack", "packsize", "unpack"};
  lua_pushnil(L);
  lua_setfield(L, -2, "dump");
  for (size_t i = 0; i < sizeof metered / sizeof *metered; i++) bridge_wrap(L, metered[i], bridge_metered);
  bridge_wrap(L, "rep", string_rep);
  bridge_wrap(L, "format", string_format);
  bridge_open_patterns(L);
  /* getmetatable("") */
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);
  lua_pushliteral(L, "string");
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 2);
}
