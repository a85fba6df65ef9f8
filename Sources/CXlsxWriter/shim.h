#if __has_include(<xlsxwriter.h>)
#include <xlsxwriter.h>
#else
#error "libxlsxwriter-dev is missing: apt-get install libxlsxwriter-dev"
#endif
