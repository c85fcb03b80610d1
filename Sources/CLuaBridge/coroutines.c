/* Coroutines under the limits: each pays for the instructions its own hook may leave uncounted, and one
 * that a limit ended is not closed, because its hooks would be off. */
#include "bridge.h"

/* Instructions that resuming costs, which may catch an error. */
enum { RESUME_COST = 50 };

static int coroutine_create(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  bridge_charge(L, (uint64_t)bridge_period());
  lua_State *thread = lua_newthread(L);
  bridge_arm(thread);
  lua_pushvalue(L, 1);
  lua_xmove(L, thread, 1);
  return 1;
}

/* The coroutine is argument 1; upvalue 1 is Lua's own resume. */
static int coroutine_resume(lua_State *L) {
  bridge *b = bridge_of(L);
  bridge_charge(L, RESUME_COST);
  if (lua_isthread(L, 1)) b->running = lua_tothread(L, 1);
  int results = bridge_original(L);
  b->running = L;
  if (b->stopped != BRIDGE_RUNNING) return bridge_raise_stop(L);
  return results;
}

/* Upvalues: Lua's own resume, the coroutine. */
static int wrapped_resume(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(2));
  lua_insert(L, 1);
  int results = coroutine_resume(L);
  if (lua_toboolean(L, -results)) return results - 1;
  lua_State *thread = lua_tothread(L, lua_upvalueindex(2));
  int status = lua_status(thread);
  if (status != LUA_OK && status != LUA_YIELD) lua_resetthread(thread);
  if (lua_type(L, -1) == LUA_TSTRING) {
    luaL_where(L, 1);
    lua_insert(L, -2);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

static int coroutine_wrap(lua_State *L) {
  coroutine_create(L);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, -2);
  lua_pushcclosure(L, wrapped_resume, 2);
  return 1;
}

static int coroutine_close(lua_State *L) {
  bridge_charge(L, 1);
  return bridge_original(L);
}

void bridge_open_coroutines(lua_State *L) {
  lua_getfield(L, -1, "resume");
  lua_pushcclosure(L, coroutine_wrap, 1);
  lua_setfield(L, -2, "wrap");
  bridge_wrap(L, "resume", coroutine_resume);
  bridge_wrap(L, "close", coroutine_close);
  lua_pushcfunction(L, coroutine_create);
  lua_setfield(L, -2, "create");
}
