#include <errno.h>

#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>

/* Swaps two names in one step, which no function that Swift sees can do. */
static inline int exchange_names(const char *first, const char *second) {
  const int current_folder = -100, exchange = 2;
  return (int)syscall(SYS_renameat2, current_folder, first, current_folder, second, exchange);
}
#else
static inline int exchange_names(const char *first, const char *second) {
  (void)first;
  (void)second;
  errno = ENOSYS;
  return -1;
}
#endif
