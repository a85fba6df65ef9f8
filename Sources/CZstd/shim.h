#if __has_include(<zstd.h>)
#include <zstd.h>
#include <zstd_errors.h>
#else
#error "libzstd-dev is missing: apt-get install libzstd-dev"
#endif
