/* Lua for Swift: no Lua error ever crosses a Swift frame, and no plug-in runs without limits.
 *
 * Lua raises errors by longjmp, which must not jump over Swift frames. So Lua is only given C functions.
 * They call Swift through the callbacks below; Swift returns how many results it pushed, or -1 with a
 * message on top of the stack, and C raises once the Swift frame is gone. Swift itself calls only what
 * cannot raise (raw access, pushes: the memory limit is not enforced while a Swift frame is live) or what
 * is protected (bridge_load, bridge_call). */
#ifndef CLUABRIDGE_H
#define CLUABRIDGE_H

#include <lua.h>
#include <stddef.h>
#include <stdint.h>

typedef struct bridge bridge;

/* Why a state stopped for good. */
enum bridge_stop {
  BRIDGE_RUNNING,
  BRIDGE_OUT_OF_INSTRUCTIONS,
  BRIDGE_OUT_OF_MEMORY,
  BRIDGE_STRING_TOO_LONG,
  BRIDGE_OUT_OF_TIME
};

/* Bytes held at once, bytes of one string, virtual machine instructions (library calls and allocated
 * bytes are charged as instructions too), and nanoseconds of processor time spent in Lua itself. */
typedef struct {
  size_t memory;
  size_t string;
  int64_t instructions;
  int64_t nanoseconds;
} bridge_limits;

/* What the bridge calls in Swift. Each returns the number of results pushed, or -1 with a message on top. */
typedef struct {
  /* A registered function; its arguments are the stack. */
  int (*call)(lua_State *L, void *context);
  /* A registered property of an object. */
  int (*get)(lua_State *L, void *context, void *object);
  /* A key (at index 2) that is no property or method of the object's type. */
  int (*missing)(lua_State *L, void *type, void *object);
  /* An object that Lua no longer holds. */
  void (*release)(void *object);
} bridge_callbacks;

/* A new sandboxed state, or NULL when there is no memory. */
bridge *bridge_create(bridge_limits limits, bridge_callbacks callbacks);
/* What Swift keeps beside a state, for its callbacks. */
void bridge_set_owner(bridge *b, void *owner);
void *bridge_owner(lua_State *L);
/* Frees everything; returns the bytes still counted, which is 0 unless something leaked. */
size_t bridge_close(bridge *b);
lua_State *bridge_main(const bridge *b);
/* Fresh instructions and time for the next call. A state out of memory stays stopped. */
void bridge_refill(bridge *b);

/* Takes work done outside Lua from the allowance; raises nothing, but beyond the allowance the Swift function
 * that runs is the last. */
void bridge_consume(bridge *b, uint64_t amount);
/* Adds the library `io`, without `popen`: for code whose author may touch files anyway. */
void bridge_open_files(lua_State *L);
/* Sets the random generator to where it is in a new state. */
void bridge_reseed(lua_State *L);

enum bridge_stop bridge_stopped(const bridge *b);
/* "path:line: " of the Lua code that hit the limit, or "". */
const char *bridge_stop_position(const bridge *b);
size_t bridge_memory_used(const bridge *b);
size_t bridge_memory_peak(const bridge *b);
int64_t bridge_instructions_used(const bridge *b);

/* Compiles text (never bytecode) and pushes the function, or pushes the message; 0 is success. */
int bridge_load(lua_State *L, const char *text, size_t length, const char *name);
/* lua_pcall under the limits; the message is a text, and the traceback is kept for
 * bridge_push_traceback. 0 is success. */
int bridge_call(lua_State *L, int arguments, int results);
void bridge_push_traceback(lua_State *L);

/* Pushes a Lua function that calls `call` with this context. */
void bridge_push_function(lua_State *L, void *context);
/* Pushes a new metatable of objects, and above it the table of its members. */
void bridge_push_metatable(lua_State *L, const char *name, void *type);
/* Adds a property to the table of members on top of the stack. */
void bridge_add_property(lua_State *L, const char *name, size_t length, void *context);
/* Makes the function on top of the stack, which returns a table of all members, the `__pairs` of the
 * metatable below it; pops the function. */
void bridge_set_pairs(lua_State *L, int metatable);
/* Pushes an object whose metatable is at a registry reference. */
void bridge_push_object(lua_State *L, int metatable, void *type, void *object);
/* The object at an index, if it is one of this type, else NULL. */
void *bridge_to_object(lua_State *L, int index, const void *type);
/* The type of the object at an index, NULL when it is no object. */
void *bridge_object_type(lua_State *L, int index);
/* Sets the global `print` to call the function on top of the stack with one text; pops the function. */
void bridge_set_print(lua_State *L);

/* Macros of Lua that Swift cannot import. */
void bridge_pop(lua_State *L, int count);
int bridge_reference(lua_State *L);
void bridge_push_reference(lua_State *L, int reference);
void bridge_release(lua_State *L, int reference);
int bridge_is_integer(lua_State *L, int index);
int64_t bridge_to_integer(lua_State *L, int index);
double bridge_to_number(lua_State *L, int index);
/* The bytes of a string; NULL when the value is not a string (numbers are not converted). */
const char *bridge_to_string(lua_State *L, int index, size_t *length);
void bridge_push_globals(lua_State *L);

#endif
