import Testing

struct ReferenceFaultTests {
  @Test(arguments: FaultCase.cases(of: table))
  func `every mistake in the reference tables is told with its place and remedy`(
    _ faultCase: FaultCase
  ) throws {
    try faultCase.check()
  }

  private static let table = #"""
    @ reference/wards.csv
    - 00004,01
    + 00004,02
    ! reference/wards.csv:2:1: "02" is no code of provinces.csv

    @ reference/wards.csv
    - 00004,01
    + 19815,01
    ! reference/wards.csv:3:1: code "19815" stands twice; remove one

    @ reference/wards.csv
    - An Cựu,ward
    + =An Cựu,ward
    ! reference/wards.csv:3:1: "=An Cựu" begins as a formula of a spreadsheet does; remove the sign

    @ reference/wards.csv
    - code,province_code
    + code,provincecode
    ! reference/wards.csv:1:1: the column "province_code" is missing; did you mean "provincecode"?

    @ reference/wards.csv
    - An Cựu,ward
    + An Cựu
    ! reference/wards.csv:3:1: it has 3 fields where the header has 4

    @ reference/province_agency_codes.csv
    - H57,46
    + H57,45
    ! reference/province_agency_codes.csv:3:1: "45" is no code of provinces.csv

    @ reference/province_agency_codes.csv
    - H57,46
    + H26,46
    ! reference/province_agency_codes.csv:3:1: agency_code "H26" stands twice; remove one

    @ reference/province_aliases.csv
    - TT Huế,46
    + Hà nội,46
    ! reference/province_aliases.csv:2:1: the alias "Hà nội" stands for "Hà Nội" as well
    """#
}
