#if __has_include(<csv.h>)
#include <csv.h>
#else
#error "libcsv-dev is missing: apt-get install libcsv-dev"
#endif
