#if __has_include(<xxhash.h>)
#include <xxhash.h>
#else
#error "libxxhash-dev is missing: apt-get install libxxhash-dev"
#endif
