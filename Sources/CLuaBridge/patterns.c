/* string.find, match, gmatch and gsub on the counting matcher. */
#define _GNU_SOURCE
#include <string.h>

#include "bridge.h"
#include "pattern.h"

/* Instructions one step of the matcher costs. */
enum { STEP_COST = 4 };

typedef const unsigned char *text;

/* A matcher over arguments 1 and 2, its steps bounded by the instructions left. */
static struct matcher start(lua_State *L) {
  size_t subject_length, pattern_length;
  text subject = (text)luaL_checklstring(L, 1, &subject_length);
  text pattern = (text)luaL_checklstring(L, 2, &pattern_length);
  struct matcher m = {.subject = subject,
                      .subject_end = subject + subject_length,
                      .pattern = pattern,
                      .pattern_end = pattern + pattern_length,
                      .error = NULL};
  return m;
}

static text try_match(lua_State *L, struct matcher *m, text at) {
  int64_t budget = bridge_of(L)->budget;
  m->steps = budget / STEP_COST;
  int64_t steps = m->steps;
  text end = pattern_match(m, at);
  /* Raises when all are spent. */
  bridge_charge(L, m->steps < 0 ? (uint64_t)budget : (uint64_t)(steps - m->steps) * STEP_COST);
  if (m->error != NULL) luaL_error(L, "%s", m->error);
  return end;
}

/* Pushes capture i; a match without captures is its own capture 0. */
static void push_capture(lua_State *L, struct matcher *m, int i, text from, text end) {
  if (i >= m->captures) {
    if (i != 0) luaL_error(L, "invalid capture index %%%d", i + 1);
    lua_pushlstring(L, (const char *)from, (size_t)(end - from));
  } else if (m->capture[i].length == CAPTURE_POSITION) {
    lua_pushinteger(L, m->capture[i].start - m->subject + 1);
  } else if (m->capture[i].length == CAPTURE_OPEN) {
    luaL_error(L, "unfinished capture");
  } else {
    lua_pushlstring(L, (const char *)m->capture[i].start, (size_t)m->capture[i].length);
  }
}

static int push_captures(lua_State *L, struct matcher *m, text from, text end, int whole) {
  int count = m->captures == 0 && whole ? 1 : m->captures;
  luaL_checkstack(L, count, "too many captures");
  for (int i = 0; i < count; i++) push_capture(L, m, i, from, end);
  return count;
}

/* Where to start: argument `index`, from 1, negative from the end; NULL behind the end. */
static text start_position(lua_State *L, const struct matcher *m, int index) {
  lua_Integer length = m->subject_end - m->subject, position = luaL_optinteger(L, index, 1);
  if (position < 0) position = -position > length || position < -length ? 1 : length + position + 1;
  if (position == 0) position = 1;
  return position - 1 > length ? NULL : m->subject + position - 1;
}

static int find_plain(lua_State *L, const struct matcher *m, text from) {
  size_t length = (size_t)(m->pattern_end - m->pattern), rest = (size_t)(m->subject_end - from);
  bridge_charge(L, rest + length);
  text found = memmem(from, rest, m->pattern, length);
  if (found == NULL) {
    lua_pushnil(L);
    return 1;
  }
  lua_pushinteger(L, found - m->subject + 1);
  lua_pushinteger(L, found - m->subject + (lua_Integer)length);
  return 2;
}

static int is_plain(const struct matcher *m) {
  for (text p = m->pattern; p < m->pattern_end; p++)
    if (*p != 0 && strchr("^$*+?.([%-", *p) != NULL) return 0;
  return 1;
}

static int skip_anchor(struct matcher *m) {
  int anchored = m->pattern < m->pattern_end && *m->pattern == '^';
  m->pattern += anchored;
  return anchored;
}

static int find(lua_State *L, int positions) {
  struct matcher m = start(L);
  text at = start_position(L, &m, 3);
  if (at == NULL) {
    lua_pushnil(L);
    return 1;
  }
  if (positions && (lua_toboolean(L, 4) || is_plain(&m))) return find_plain(L, &m, at);
  int anchored = skip_anchor(&m);
  do {
    text end = try_match(L, &m, at);
    if (end == NULL) continue;
    if (!positions) return push_captures(L, &m, at, end, 1);
    lua_pushinteger(L, at - m.subject + 1);
    lua_pushinteger(L, end - m.subject);
    return push_captures(L, &m, at, end, 0) + 2;
  } while (at++ < m.subject_end && !anchored);
  lua_pushnil(L);
  return 1;
}

static int string_find(lua_State *L) { return find(L, 1); }
static int string_match(lua_State *L) { return find(L, 0); }

/* Upvalues: subject, pattern, where to go on, where the last match ended (offsets; -1 is none). */
static int gmatch_next(lua_State *L) {
  lua_settop(L, 0);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushvalue(L, lua_upvalueindex(2));
  struct matcher m = start(L);
  lua_Integer length = m.subject_end - m.subject, last = lua_tointeger(L, lua_upvalueindex(4));
  for (lua_Integer at = lua_tointeger(L, lua_upvalueindex(3)); at <= length; at++) {
    text end = try_match(L, &m, m.subject + at);
    if (end == NULL || end - m.subject == last) continue;
    lua_pushinteger(L, end - m.subject);
    lua_copy(L, -1, lua_upvalueindex(3));
    lua_replace(L, lua_upvalueindex(4));
    return push_captures(L, &m, m.subject + at, end, 1);
  }
  return 0;
}

static int string_gmatch(lua_State *L) {
  struct matcher m = start(L);
  text at = start_position(L, &m, 3);
  lua_settop(L, 2);
  lua_pushinteger(L, at == NULL ? m.subject_end - m.subject + 1 : at - m.subject);
  lua_pushinteger(L, -1);
  lua_pushcclosure(L, gmatch_next, 4);
  return 1;
}

/* Adds the replacement text, argument 3, with its `%n`. */
static void add_text(lua_State *L, struct matcher *m, luaL_Buffer *buffer, text from, text end) {
  size_t length;
  const char *replacement = lua_tolstring(L, 3, &length), *stop = replacement + length;
  bridge_charge(L, length / 4);
  for (const char *p = replacement; p < stop; p++) {
    if (*p != '%') {
      luaL_addchar(buffer, *p);
    } else if (++p < stop && *p == '%') {
      luaL_addchar(buffer, '%');
    } else if (p < stop && *p == '0') {
      luaL_addlstring(buffer, (const char *)from, (size_t)(end - from));
    } else if (p < stop && *p >= '1' && *p <= '9') {
      push_capture(L, m, *p - '1', from, end);
      luaL_tolstring(L, -1, NULL);
      lua_remove(L, -2);
      luaL_addvalue(buffer);
    } else {
      luaL_error(L, "invalid use of '%%' in replacement string");
    }
  }
}

static void add_replacement(lua_State *L, struct matcher *m, luaL_Buffer *buffer, text from, text end) {
  switch (lua_type(L, 3)) {
    case LUA_TFUNCTION:
      lua_pushvalue(L, 3);
      lua_call(L, push_captures(L, m, from, end, 1), 1);
      break;
    case LUA_TTABLE:
      push_capture(L, m, 0, from, end);
      lua_gettable(L, 3);
      break;
    default: add_text(L, m, buffer, from, end); return;
  }
  if (!lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    luaL_addlstring(buffer, (const char *)from, (size_t)(end - from));
  } else if (lua_isstring(L, -1)) {
    luaL_addvalue(buffer);
  } else {
    luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  }
}

static int string_gsub(lua_State *L) {
  struct matcher m = start(L);
  int kind = lua_type(L, 3);
  luaL_argexpected(L,
                   kind == LUA_TNUMBER || kind == LUA_TSTRING || kind == LUA_TFUNCTION || kind == LUA_TTABLE,
                   3, "string/function/table");
  lua_Integer limit = luaL_optinteger(L, 4, m.subject_end - m.subject + 1), count = 0;
  int anchored = skip_anchor(&m);
  text at = m.subject, last = NULL;
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  while (count < limit) {
    text end = try_match(L, &m, at);
    if (end != NULL && end != last) {
      count++;
      add_replacement(L, &m, &buffer, at, end);
      at = last = end;
    } else if (at < m.subject_end) {
      luaL_addchar(&buffer, (char)*at++);
    } else {
      break;
    }
    if (anchored) break;
  }
  luaL_addlstring(&buffer, (const char *)at, (size_t)(m.subject_end - at));
  luaL_pushresult(&buffer);
  lua_pushinteger(L, count);
  return 2;
}

void bridge_open_patterns(lua_State *L) {
  static const luaL_Reg functions[] = {{"find", string_find},
                                       {"gmatch", string_gmatch},
                                       {"gsub", string_gsub},
                                       {"match", string_match},
                                       {NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
}
