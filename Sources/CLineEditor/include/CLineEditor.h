/* Lines that a person types at a terminal, with history and completion where the system has libedit. The
 * library is looked for when it is needed, so that neither building nor running takes it. */
#ifndef CLINEEDITOR_H
#define CLINEEDITOR_H

/* Whether libedit was found. */
int line_editor_open(void);
/* The words that a word may become, as a list that ends with NULL; list and words are freed by the caller. */
typedef char **(*line_editor_completer)(const char *word);
void line_editor_complete_with(line_editor_completer completer);
/* A line without its end, to be freed; NULL at the end of input. */
char *line_editor_read(const char *prompt);
void line_editor_remember(const char *line);
/* The lines of earlier times. */
void line_editor_read_history(const char *path);
void line_editor_write_history(const char *path);

#endif
