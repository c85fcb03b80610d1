/* Starting a child with limits, which takes calls that Swift cannot make. */
#ifndef STREAMNET_CPROCESS_H
#define STREAMNET_CPROCESS_H

#include <sys/types.h>

/* Starts the program at `path` in a process group of its own, in `folder`, with standard input from
 * /dev/null and at most `memory` bytes of address space. Its standard output and error can be read from
 * the two descriptors. Returns its process, or -1 where it could not be started. */
pid_t cprocess_start(
    const char *path, char *const *arguments, const char *folder, unsigned long memory, int *output,
    int *errors);

#endif
