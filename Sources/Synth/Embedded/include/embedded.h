// The files that an invented campaign needs beside its data, as they lie in the repository.
#pragma once

#include <stddef.h>

typedef struct {
  const unsigned char *bytes;
  size_t count;
} EmbeddedBytes;

EmbeddedBytes embedded_provinces(void);
EmbeddedBytes embedded_wards(void);
EmbeddedBytes embedded_province_aliases(void);
EmbeddedBytes embedded_province_agency_codes(void);
EmbeddedBytes embedded_admin_changes(void);
EmbeddedBytes embedded_dossiers_schema(void);
EmbeddedBytes embedded_responses_schema(void);
EmbeddedBytes embedded_catalog(void);
