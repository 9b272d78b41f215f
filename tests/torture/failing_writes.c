/* Loaded before the C library it has write() to regular files below a folder fail, while somebody orders so: strace can't
   tell such a file from the terminal.

   FAILING_WRITES names a file of two numbers, which may be changed at any time: the error that a write gives (0: none;
   -1: it takes half of what it is given), and how many writes pass before. FAILING_BELOW is the folder. Programs that
   are started by this one have none of it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static volatile int *orders;
static char folder[PATH_MAX];

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("FAILING_WRITES"), *below = getenv("FAILING_BELOW");
  if (!path || !below || strlen(below) >= sizeof folder) return;
  strcpy(folder, below);
  int file = open(path, O_RDWR | O_CLOEXEC);
  void *shared = file < 0 ? MAP_FAILED : mmap(NULL, 2 * sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (shared != MAP_FAILED) orders = shared;
  if (file >= 0) close(file);
  unsetenv("LD_PRELOAD");
  unsetenv("FAILING_WRITES");
  unsetenv("FAILING_BELOW");
}

static int is_below(int descriptor) {
  struct stat status;
  char link[64], path[PATH_MAX];
  if (fstat(descriptor, &status) || !S_ISREG(status.st_mode)) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1), size = strlen(folder);
  return length > size && !strncmp(path, folder, size) && path[size] == '/';
}

ssize_t write(int descriptor, const void *data, size_t count) {
  static ssize_t (*real)(int, const void *, size_t);
  if (!real) real = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  if (orders && orders[0] && count && is_below(descriptor)) {
    if (orders[1] > 0) {
      orders[1]--;
    } else if (orders[0] > 0) {
      errno = orders[0];
      return -1;
    } else {
      count = (count + 1) / 2;
    }
  }
  return real(descriptor, data, count);
}
