#if __has_include(<zlib.h>)
#define ZLIB_CONST
#include <zlib.h>
#else
#error "zlib1g-dev is missing: apt-get install zlib1g-dev"
#endif
