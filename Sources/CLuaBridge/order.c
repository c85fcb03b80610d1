/* pairs and next in an order that is the same in every run: numbers ascending, then texts bytewise, then
 * false and true. Other keys have no order, so walking over them is an error. */
#include <stdlib.h>
#include <string.h>

#include "bridge.h"

/* Instructions one key costs. */
enum { KEY_COST = 8 };

struct key {
  enum { KEY_INTEGER, KEY_FLOAT, KEY_STRING, KEY_BOOLEAN } kind;
  int place; /* in the table of keys */
  union {
    lua_Integer integer;
    lua_Number number;
    struct {
      const char *bytes;
      size_t length;
    } string;
    int boolean;
  } as;
};

struct walk {
  int count, position;
  int places[];
};

static int compare_numbers(const struct key *a, const struct key *b) {
  if (a->kind == KEY_INTEGER && b->kind == KEY_INTEGER)
    return (a->as.integer > b->as.integer) - (a->as.integer < b->as.integer);
  lua_Number x = a->kind == KEY_INTEGER ? (lua_Number)a->as.integer : a->as.number;
  lua_Number y = b->kind == KEY_INTEGER ? (lua_Number)b->as.integer : b->as.number;
  if (x != y) return x < y ? -1 : 1;
  /* An integer beyond 2^53 beside a float that rounds to it. */
  return (a->kind > b->kind) - (a->kind < b->kind);
}

static int compare(const void *left, const void *right) {
  const struct key *a = left, *b = right;
  int a_group = a->kind == KEY_FLOAT ? KEY_INTEGER : a->kind;
  int b_group = b->kind == KEY_FLOAT ? KEY_INTEGER : b->kind;
  if (a_group != b_group) return a_group < b_group ? -1 : 1;
  if (a_group == KEY_INTEGER) return compare_numbers(a, b);
  if (a_group == KEY_BOOLEAN) return a->as.boolean - b->as.boolean;
  size_t shorter = a->as.string.length < b->as.string.length ? a->as.string.length : b->as.string.length;
  int order = memcmp(a->as.string.bytes, b->as.string.bytes, shorter);
  if (order != 0) return order;
  return (a->as.string.length > b->as.string.length) - (a->as.string.length < b->as.string.length);
}

/* The key at the top of the stack. */
static struct key read_key(lua_State *L, int place) {
  struct key key = {.place = place};
  switch (lua_type(L, -1)) {
    case LUA_TNUMBER:
      if (lua_isinteger(L, -1)) {
        key.kind = KEY_INTEGER;
        key.as.integer = lua_tointeger(L, -1);
      } else {
        key.kind = KEY_FLOAT;
        key.as.number = lua_tonumber(L, -1);
      }
      break;
    case LUA_TSTRING:
      key.kind = KEY_STRING;
      key.as.string.bytes = lua_tolstring(L, -1, &key.as.string.length);
      break;
    case LUA_TBOOLEAN:
      key.kind = KEY_BOOLEAN;
      key.as.boolean = lua_toboolean(L, -1);
      break;
    default:
      luaL_error(L, "keys of type %s have no order: keep a list of them beside the table",
                 luaL_typename(L, -1));
  }
  return key;
}

static int count_keys(lua_State *L, int table) {
  int count = 0;
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) count++;
  bridge_charge(L, (uint64_t)count * KEY_COST);
  return count;
}

/* Upvalues: the walk, the table of keys, the table. */
static int walk_next(lua_State *L) {
  struct walk *walk = lua_touserdata(L, lua_upvalueindex(1));
  while (walk->position < walk->count) {
    lua_rawgeti(L, lua_upvalueindex(2), walk->places[walk->position++]);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, lua_upvalueindex(3)) != LUA_TNIL) return 2;
    lua_pop(L, 2); /* removed during the walk */
  }
  lua_pushnil(L);
  return 1;
}

int bridge_walk(lua_State *L, int table) {
  int count = count_keys(L, table);
  lua_createtable(L, count, 0);
  int keys = lua_gettop(L);
  struct key *sorted = lua_newuserdatauv(L, sizeof *sorted * (size_t)count, 0);
  int filled = 0, ordered = 1;
  for (lua_pushnil(L); lua_next(L, table);) {
    lua_pop(L, 1);
    sorted[filled] = read_key(L, filled + 1);
    if (filled > 0 && ordered) ordered = compare(&sorted[filled - 1], &sorted[filled]) < 0;
    filled++;
    lua_pushvalue(L, -1);
    lua_rawseti(L, keys, filled);
  }
  if (!ordered) qsort(sorted, (size_t)count, sizeof *sorted, compare);
  struct walk *walk = lua_newuserdatauv(L, sizeof *walk + sizeof(int) * (size_t)count, 0);
  walk->count = count;
  walk->position = 0;
  for (int i = 0; i < count; i++) walk->places[i] = sorted[i].place;
  lua_pushvalue(L, keys);
  lua_pushvalue(L, table);
  lua_pushcclosure(L, walk_next, 3);
  lua_pushvalue(L, table);
  lua_pushnil(L);
  return 3;
}

static int order_pairs(lua_State *L) {
  luaL_checkany(L, 1);
  if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_call(L, 1, 3);
    return 3;
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  return bridge_walk(L, 1);
}

/* next(table): the first key in order. Going on from a key would make a walk quadratic. */
static int order_next(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  if (!lua_isnoneornil(L, 2)) return luaL_error(L, "next takes no key here: walk with pairs");
  lua_settop(L, 1);
  int count = 0;
  struct key least;
  for (lua_pushnil(L); lua_next(L, 1); count++) {
    lua_pop(L, 1);
    struct key key = read_key(L, 0);
    if (count == 0 || compare(&key, &least) < 0) {
      least = key;
      lua_pushvalue(L, -1);
      if (count == 0)
        lua_insert(L, 2);
      else
        lua_replace(L, 2);
    }
  }
  bridge_charge(L, (uint64_t)count * KEY_COST);
  lua_settop(L, count == 0 ? 1 : 2);
  if (count == 0) {
    lua_pushnil(L);
    return 1;
  }
  lua_pushvalue(L, 2);
  lua_rawget(L, 1);
  return 2;
}

void bridge_open_order(lua_State *L) {
  static const luaL_Reg functions[] = {{"next", order_next}, {"pairs", order_pairs}, {NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
}
