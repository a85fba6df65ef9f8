"""What the peers must know of the measured file."""

COLUMNS = (
    "dossier_id province_code ward_code field procedure_code channel received_at due_at completed_at status "
    "documents_digitized result_digitized data_reused applicant updated_at"
).split()
TIMESTAMPS = ["received_at", "due_at", "completed_at", "updated_at"]
FLAGS = ["documents_digitized", "result_digitized", "data_reused"]
FIELDS = (
    "science_technology standards_metrology_quality intellectual_property radio_frequency radiation_safety post "
    "telecom_internet civil_status certification land construction household_business enterprise_registration tax "
    "labour social_protection health_insurance health education agriculture forestry environment transport "
    "culture_sport justice religion digital_technology"
).split()
KEYS = ["province_code", "field", "month"]
COUNTS = ["online", "completed", "result_digitized", "documents_digitized", "data_reused", "on_time"]
