/* Swift values as objects: userdata that holds a pointer, and a metatable no plug-in can reach. */
#include "bridge.h"

struct object {
  void *type;
  void *pointer;
  const void *mark; /* tells it from the library's files */
};

static const char object_mark = 0;

static struct object *object_at(lua_State *L, int index) {
  if (lua_type(L, index) != LUA_TUSERDATA || lua_rawlen(L, index) != sizeof(struct object)) return NULL;
  struct object *object = lua_touserdata(L, index);
  return object->mark == &object_mark ? object : NULL;
}

void *bridge_object_type(lua_State *L, int index) {
  struct object *object = object_at(L, index);
  return object != NULL ? object->type : NULL;
}

void *bridge_to_object(lua_State *L, int index, const void *type) {
  struct object *object = object_at(L, index);
  return object != NULL && object->type == type ? object->pointer : NULL;
}

static int object_collect(lua_State *L) {
  struct object *object = lua_touserdata(L, 1);
  if (object->pointer != NULL) bridge_of(L)->callbacks.release(object->pointer);
  object->pointer = NULL;
  return 0;
}

/* Upvalues: the table of members (functions are methods, light userdata are properties), the type. */
static int object_index(lua_State *L) {
  bridge *b = bridge_of(L);
  struct object *object = lua_touserdata(L, 1);
  int kind = LUA_TNIL;
  if (lua_type(L, 2) == LUA_TSTRING) {
    lua_pushvalue(L, 2);
    kind = lua_rawget(L, lua_upvalueindex(1));
    if (kind == LUA_TFUNCTION) return 1;
  }
  int enforced = b->enforced;
  b->enforced = 0;
  int results = kind == LUA_TLIGHTUSERDATA
                    ? b->callbacks.get(L, lua_touserdata(L, -1), object->pointer)
                    : b->callbacks.missing(L, lua_touserdata(L, lua_upvalueindex(2)), object->pointer);
  b->enforced = enforced;
  return bridge_finish(L, b, results);
}

static int object_assign(lua_State *L) {
  luaL_getmetafield(L, 1, "__name");
  return luaL_error(L, "%s is read-only", lua_tostring(L, -1));
}

void bridge_push_metatable(lua_State *L, const char *name, void *type) {
  lua_createtable(L, 0, 12);
  lua_pushstring(L, name);
  lua_pushvalue(L, -1);
  lua_setfield(L, -3, "__name");
  lua_setfield(L, -2, "__metatable");
  lua_pushcfunction(L, object_collect);
  lua_setfield(L, -2, "__gc");
  lua_pushcfunction(L, object_assign);
  lua_setfield(L, -2, "__newindex");
  lua_newtable(L);
  lua_pushvalue(L, -1);
  lua_pushlightuserdata(L, type);
  lua_pushcclosure(L, object_index, 2);
  lua_setfield(L, -3, "__index");
}

void bridge_add_property(lua_State *L, const char *name, size_t length, void *context) {
  lua_pushlstring(L, name, length);
  lua_pushlightuserdata(L, context);
  lua_rawset(L, -3);
}

static int object_pairs(lua_State *L) {
  lua_settop(L, 1);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushvalue(L, 1);
  lua_call(L, 1, 1);
  return bridge_walk(L, 2);
}

void bridge_set_pairs(lua_State *L, int metatable) {
  lua_pushcclosure(L, object_pairs, 1);
  lua_setfield(L, metatable, "__pairs");
}

void bridge_push_object(lua_State *L, int metatable, void *type, void *pointer) {
  struct object *object = lua_newuserdatauv(L, sizeof *object, 0);
  object->type = type;
  object->pointer = pointer;
  object->mark = &object_mark;
  lua_rawgeti(L, LUA_REGISTRYINDEX, metatable);
  lua_setmetatable(L, -2);
}
