// The definition and reference files that the binary carries, as they lie in the repository.
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
EmbeddedBytes embedded_reused_codes(void);
EmbeddedBytes embedded_holidays(void);
EmbeddedBytes embedded_dossiers_schema(void);
EmbeddedBytes embedded_responses_schema(void);
EmbeddedBytes embedded_communes_schema(void);
EmbeddedBytes embedded_delegations_schema(void);
EmbeddedBytes embedded_difficulties_schema(void);
EmbeddedBytes embedded_hotline_schema(void);
EmbeddedBytes embedded_opinions_schema(void);
EmbeddedBytes embedded_procedures_schema(void);
EmbeddedBytes embedded_requests_schema(void);
EmbeddedBytes embedded_tasks_schema(void);
EmbeddedBytes embedded_training_schema(void);
EmbeddedBytes embedded_catalog(void);
