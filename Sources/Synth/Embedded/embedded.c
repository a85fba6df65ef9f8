// #embed takes the bytes of a file at build time (C23; clang 19 and later, in every C mode), so there
// is one copy of each file in the repository and the binary needs none of them beside it.
#include "embedded.h"

// clang takes #embed in every C mode but remarks on it below C23, which SwiftPM cannot ask for yet.
#pragma clang diagnostic ignored "-Wc23-extensions"

#if !defined(__has_embed)
#error "This compiler lacks #embed: build with the Swift 6.3 toolchain or newer"
#endif

EmbeddedBytes embedded_provinces(void) {
  static const unsigned char bytes[] = {
#embed "../../../surveys/reference/provinces.csv"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}

EmbeddedBytes embedded_wards(void) {
  static const unsigned char bytes[] = {
#embed "../../../surveys/reference/wards.csv"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}

EmbeddedBytes embedded_province_aliases(void) {
  static const unsigned char bytes[] = {
#embed "../../../surveys/reference/province_aliases.csv"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}

EmbeddedBytes embedded_province_agency_codes(void) {
  static const unsigned char bytes[] = {
#embed "../../../surveys/reference/province_agency_codes.csv"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}

EmbeddedBytes embedded_admin_changes(void) {
  static const unsigned char bytes[] = {
#embed "../../../surveys/reference/admin_changes.csv"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}

EmbeddedBytes embedded_reused_codes(void) {
  static const unsigned char bytes[] = {
#embed "../../../surveys/reference/reused_codes.csv"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}

EmbeddedBytes embedded_holidays(void) {
  static const unsigned char bytes[] = {
#embed "../../../surveys/reference/holidays.csv"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}

EmbeddedBytes embedded_dossiers_schema(void) {
  static const unsigned char bytes[] = {
#embed "../../../surveys/schemas/dossiers.yml"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}

EmbeddedBytes embedded_responses_schema(void) {
  static const unsigned char bytes[] = {
#embed "../../../surveys/schemas/responses.yml"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}

EmbeddedBytes embedded_communes_schema(void) {
  static const unsigned char bytes[] = {
#embed "../../../surveys/schemas/communes.yml"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}

EmbeddedBytes embedded_delegations_schema(void) {
  static const unsigned char bytes[] = {
#embed "../../../surveys/schemas/delegations.yml"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}

EmbeddedBytes embedded_difficulties_schema(void) {
  static const unsigned char bytes[] = {
#embed "../../../surveys/schemas/difficulties.yml"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}

EmbeddedBytes embedded_hotline_schema(void) {
  static const unsigned char bytes[] = {
#embed "../../../surveys/schemas/hotline.yml"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}

EmbeddedBytes embedded_opinions_schema(void) {
  static const unsigned char bytes[] = {
#embed "../../../surveys/schemas/opinions.yml"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}

EmbeddedBytes embedded_procedures_schema(void) {
  static const unsigned char bytes[] = {
#embed "../../../surveys/schemas/procedures.yml"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}

EmbeddedBytes embedded_requests_schema(void) {
  static const unsigned char bytes[] = {
#embed "../../../surveys/schemas/requests.yml"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}

EmbeddedBytes embedded_tasks_schema(void) {
  static const unsigned char bytes[] = {
#embed "../../../surveys/schemas/tasks.yml"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}

EmbeddedBytes embedded_training_schema(void) {
  static const unsigned char bytes[] = {
#embed "../../../surveys/schemas/training.yml"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}

EmbeddedBytes embedded_catalog(void) {
  static const unsigned char bytes[] = {
#embed "../../../pipelines/kpis.yml"
  };
  return (EmbeddedBytes){bytes, sizeof bytes};
}
