/* The part of readline's interface that libedit has, found at run time. */
#include "CLineEditor.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef char **attempt(const char *word, int start, int end);
typedef char *generator(const char *word, int state);

static struct {
  void *library;
  char *(*read)(const char *prompt);
  int (*add)(const char *line);
  int (*load)(const char *path);
  int (*save)(const char *path);
  char **(*matches)(const char *word, generator *next);
  attempt **attempted;
  const char **breaks;
  int *append;
} editor;

static line_editor_completer complete;

static void *find(const char *name) { return dlsym(editor.library, name); }

/* A function's address comes as that of an object, which C99 does not convert. */
#define FIND(member, name)                            \
  do {                                                \
    void *address = find(name);                       \
    memcpy(&editor.member, &address, sizeof address); \
  } while (0)

int line_editor_open(void) {
  if (editor.library == NULL) editor.library = dlopen("libedit.so.2", RTLD_NOW | RTLD_LOCAL);
  if (editor.library == NULL) return 0;
  FIND(read, "readline");
  FIND(add, "add_history");
  FIND(load, "read_history");
  FIND(save, "write_history");
  FIND(matches, "rl_completion_matches");
  FIND(attempted, "rl_attempted_completion_function");
  FIND(breaks, "rl_basic_word_break_characters");
  FIND(append, "rl_completion_append_character");
  return editor.read != NULL && editor.add != NULL && editor.load != NULL && editor.save != NULL;
}

/* The words of the running completion, handed out one by one. */
static char **words;

static char *next_word(const char *word, int state) {
  (void)word;
  (void)state;
  return *words != NULL ? *words++ : NULL;
}

static char **attempt_completion(const char *word, int start, int end) {
  (void)start;
  (void)end;
  char **list = complete(word);
  if (list == NULL) return NULL;
  words = list;
  char **matches = editor.matches(word, next_word);
  free(list);
  if (editor.append != NULL) *editor.append = 0;
  return matches;
}

void line_editor_complete_with(line_editor_completer completer) {
  if (editor.matches == NULL || editor.attempted == NULL) return;
  complete = completer;
  *editor.attempted = attempt_completion;
  if (editor.breaks != NULL) *editor.breaks = " \t\n\"\\'`@$><=;|&{(,+-*/%#~^";
}

char *line_editor_read(const char *prompt) { return editor.read(prompt); }
void line_editor_remember(const char *line) { editor.add(line); }
void line_editor_read_history(const char *path) { editor.load(path); }
void line_editor_write_history(const char *path) { editor.save(path); }
