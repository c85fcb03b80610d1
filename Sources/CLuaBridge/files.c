/* Files, for scripts that their user starts; plug-ins never see them. Programs are not started here, and
 * texts show no addresses. */
#include <string.h>

#include "bridge.h"

static int file_text(lua_State *L) {
  luaL_Stream *file = luaL_checkudata(L, 1, LUA_FILEHANDLE);
  lua_pushstring(L, file->closef == NULL ? "file (closed)" : "file");
  return 1;
}

void bridge_open_files(lua_State *L) {
  luaL_requiref(L, LUA_IOLIBNAME, luaopen_io, 1);
  lua_pushnil(L);
  lua_setfield(L, -2, "popen");
  luaL_getmetatable(L, LUA_FILEHANDLE);
  lua_pushcfunction(L, file_text);
  lua_setfield(L, -2, "__tostring");
  lua_pushliteral(L, "file");
  lua_setfield(L, -2, "__metatable");
  lua_pushliteral(L, "file");
  lua_setfield(L, -2, "__name");
  lua_pop(L, 2);
}
