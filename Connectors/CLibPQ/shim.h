#include <libpq-fe.h>
#include <sys/syscall.h>
#include <unistd.h>

// A file that exists in memory only. glibc declares memfd_create for _GNU_SOURCE, which a Clang module cannot count on.
static inline int joinery_memory_file(const char *name) { return (int)syscall(SYS_memfd_create, name, 1u /* MFD_CLOEXEC */); }
