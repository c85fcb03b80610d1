/* The table library: the length of every loop is charged before it starts (a metatable can make a table
 * seem endless), and sort is a stable merge sort (Lua's own takes its pivots from the clock). */
#include "bridge.h"

/* Instructions one element costs. */
enum { ELEMENT_COST = 4 };

static void charge_span(lua_State *L, lua_Integer first, lua_Integer last) {
  if (first > last) return;
  uint64_t count = (uint64_t)last - (uint64_t)first;
  bridge_charge(L, count < UINT64_MAX / 8 ? (count + 1) * ELEMENT_COST : UINT64_MAX);
}

static lua_Integer optional_length(lua_State *L, int argument) {
  return lua_isnoneornil(L, argument) ? luaL_len(L, 1) : luaL_checkinteger(L, argument);
}

static int table_concat(lua_State *L) {
  charge_span(L, luaL_optinteger(L, 3, 1), optional_length(L, 4));
  return bridge_original(L);
}

static int table_insert(lua_State *L) {
  if (lua_gettop(L) == 3) charge_span(L, luaL_checkinteger(L, 2), luaL_len(L, 1));
  return bridge_original(L);
}

static int table_remove(lua_State *L) {
  if (!lua_isnoneornil(L, 2)) charge_span(L, luaL_checkinteger(L, 2), luaL_len(L, 1));
  return bridge_original(L);
}

static int table_move(lua_State *L) {
  charge_span(L, luaL_checkinteger(L, 2), luaL_checkinteger(L, 3));
  return bridge_original(L);
}

static int table_unpack(lua_State *L) {
  charge_span(L, luaL_optinteger(L, 2, 1), optional_length(L, 3));
  return bridge_original(L);
}

/* Whether element i of the table at `from` must stand before element j; the comparison is at 2. */
static int precedes(lua_State *L, int from, lua_Integer i, lua_Integer j) {
  int result;
  if (lua_isnil(L, 2)) {
    lua_rawgeti(L, from, i);
    lua_rawgeti(L, from, j);
    result = lua_compare(L, -2, -1, LUA_OPLT);
    lua_pop(L, 2);
  } else {
    lua_pushvalue(L, 2);
    lua_rawgeti(L, from, i);
    lua_rawgeti(L, from, j);
    lua_call(L, 2, 1);
    result = lua_toboolean(L, -1);
    lua_pop(L, 1);
  }
  return result;
}

/* Merges the ordered runs [low, middle) and [middle, high). */
static void merge(lua_State *L, int from, int to, lua_Integer low, lua_Integer middle, lua_Integer high) {
  lua_Integer left = low, right = middle;
  for (lua_Integer out = low; out < high; out++) {
    int take_right = left == middle || (right < high && precedes(L, from, right, left));
    lua_rawgeti(L, from, take_right ? right++ : left++);
    lua_rawseti(L, to, out);
  }
}

static int table_sort(lua_State *L) {
  lua_settop(L, 2);
  if (!lua_isnil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_Integer count = luaL_len(L, 1);
  if (count < 2) return 0;
  luaL_argcheck(L, count < INT32_MAX, 1, "too many elements");
  for (lua_Integer width = 1; width < count; width *= 2) charge_span(L, 1, count);
  lua_createtable(L, (int)count, 0);
  lua_createtable(L, (int)count, 0);
  int from = 3, to = 4;
  for (lua_Integer i = 1; i <= count; i++) {
    lua_geti(L, 1, i);
    lua_rawseti(L, from, i);
  }
  for (lua_Integer width = 1; width < count; width *= 2) {
    for (lua_Integer low = 1; low <= count; low += 2 * width) {
      lua_Integer middle = low + width <= count ? low + width : count + 1;
      lua_Integer high = low + 2 * width <= count ? low + 2 * width : count + 1;
      merge(L, from, to, low, middle, high);
    }
    from = 7 - from;
    to = 7 - to;
  }
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, from, i);
    lua_seti(L, 1, i);
  }
  return 0;
}

void bridge_open_tables(lua_State *L) {
  bridge_wrap(L, "concat", table_concat);
  bridge_wrap(L, "insert", table_insert);
  bridge_wrap(L, "remove", table_remove);
  bridge_wrap(L, "move", table_move);
  bridge_wrap(L, "unpack", table_unpack);
  lua_pushcfunction(L, table_sort);
  lua_setfield(L, -2, "sort");
}
