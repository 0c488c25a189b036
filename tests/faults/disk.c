/* Fails a chosen call that writes below FAULT_FOLDER; preloaded into the program. FAULT_FILE holds what is chosen. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

struct choice {
    int armed;  /* whether calls are counted */
    int at;     /* the number of the call that fails */
    int error;  /* its errno */
    int lasts;  /* whether all calls after it fail too */
    int count;  /* of calls so far */
};

static struct choice *chosen;
static const char *folder;

__attribute__((constructor)) static void begin(void) {
    const char *file = getenv("FAULT_FILE");
    folder = getenv("FAULT_FOLDER");
    int handle = file && folder ? open(file, O_RDWR | O_CLOEXEC) : -1;
    if (handle >= 0) {
        void *found = mmap(NULL, sizeof(struct choice), PROT_READ | PROT_WRITE, MAP_SHARED, handle, 0);
        chosen = found == MAP_FAILED ? NULL : found;
        close(handle);
    }
}

static int fails(const char *path) {
    if (!chosen || !chosen->armed || strncmp(path, folder, strlen(folder)))
        return 0;
    int number = ++chosen->count;
    if (number != chosen->at && !(chosen->lasts && number > chosen->at))
        return 0;
    errno = chosen->error;
    return 1;
}

static int fails_on(int handle) {
    char link[64], path[PATH_MAX];
    if (!chosen || !chosen->armed)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return 0;
    path[length] = 0;
    return fails(path);
}

#define NEXT(result, name, ...) ((result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

#define WRITES(name, offset)                                                                    \
    ssize_t name(int handle, const void *data, size_t size, offset at) {                         \
        return fails_on(handle) ? -1 : NEXT(ssize_t, name, int, const void *, size_t, offset)(handle, data, size, at); \
    }
WRITES(pwrite, off_t)
WRITES(pwrite64, off64_t)

ssize_t write(int handle, const void *data, size_t size) {
    return fails_on(handle) ? -1 : NEXT(ssize_t, write, int, const void *, size_t)(handle, data, size);
}

#define SYNCS(name)                                                                             \
    int name(int handle) { return fails_on(handle) ? -1 : NEXT(int, name, int)(handle); }
SYNCS(fsync)
SYNCS(fdatasync)

#define TRUNCATES(name, offset)                                                                 \
    int name(int handle, offset size) { return fails_on(handle) ? -1 : NEXT(int, name, int, offset)(handle, size); }
TRUNCATES(ftruncate, off_t)
TRUNCATES(ftruncate64, off64_t)

int unlink(const char *path) { return fails(path) ? -1 : NEXT(int, unlink, const char *)(path); }

#define OPENS(name)                                                                             \
    int name(const char *path, int flags, ...) {                                                \
        va_list more;                                                                           \
        va_start(more, flags);                                                                  \
        int mode = flags & O_CREAT ? va_arg(more, int) : 0;                                     \
        va_end(more);                                                                           \
        return flags & O_CREAT && fails(path) ? -1 : NEXT(int, name, const char *, int, ...)(path, flags, mode); \
    }
OPENS(open)
OPENS(open64)
