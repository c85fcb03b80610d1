#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Only calls that are safe between fork and exec in a program with threads. Does not return. */
static void become(
    const char *path, char *const *arguments, const char *folder, unsigned long memory, int output,
    int errors, int failure)
{
    const struct rlimit limit = {memory, memory};
    const int input = open("/dev/null", O_RDONLY);
    sigset_t none;
    /* Threads of a pool block most signals, and a program that starts children waits for SIGCHLD. */
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, 0);
    setpgid(0, 0);
    if (input >= 0 && dup2(input, 0) >= 0 && dup2(output, 1) >= 0 && dup2(errors, 2) >= 0 &&
        chdir(folder) == 0 && setrlimit(RLIMIT_AS, &limit) == 0) {
        execv(path, arguments);
    }
    const char failed = 1;
    (void)!write(failure, &failed, 1);
    _exit(127);
}

pid_t cprocess_start(
    const char *path, char *const *arguments, const char *folder, unsigned long memory, int *output,
    int *errors)
{
    int out[2], err[2], failure[2];
    if (pipe2(out, O_CLOEXEC) != 0) return -1;
    if (pipe2(err, O_CLOEXEC) != 0) {
        close(out[0]);
        close(out[1]);
        return -1;
    }
    if (pipe2(failure, O_CLOEXEC) != 0) {
        close(out[0]);
        close(out[1]);
        close(err[0]);
        close(err[1]);
        return -1;
    }
    pid_t child = fork();
    if (child == 0) become(path, arguments, folder, memory, out[1], err[1], failure[1]);
    close(out[1]);
    close(err[1]);
    close(failure[1]);
    /* The pipe closes without a byte when the program is running. */
    char failed = 0;
    ssize_t count = -1;
    do {
        count = child > 0 ? read(failure[0], &failed, 1) : 1;
    } while (count < 0 && errno == EINTR);
    close(failure[0]);
    if (count != 0) {
        close(out[0]);
        close(err[0]);
        if (child > 0) waitpid(child, 0, 0);
        return -1;
    }
    *output = out[0];
    *errors = err[0];
    return child;
}
