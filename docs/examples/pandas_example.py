"""Who leads, and the provinces beside the nation. From the folder that holds out/:

python3 docs/examples/pandas_example.py
"""

import pandas

latest = "out/delegations-2025-08/latest/"
# Codes are text: a reader that guesses would make 1 of 01. The period 2025 would become a number, too.
texts = ["province_code", "ward_code", "category", "member", "period", "ci_method", "flag"]
codes = {name: "string" for name in texts} | {"rank": "Int64"}

rankings = pandas.read_csv(latest + "rankings.csv", dtype=codes)
top = rankings[(rankings.kpi == "online_rate") & (rankings.in_top == 1)]
print(top[["rank", "province_code", "province", "display", "numerator", "denominator"]].to_string(index=False))

kpis = pandas.read_csv(latest + "kpis.csv", dtype=codes)
# One grouping at a time: each holds every record.
rate = kpis[kpis.kpi == "online_rate"]
nation = rate[rate.grouping == "national"].value.item()
provinces = rate[rate.grouping == "province"].set_index("province_code")
above = provinces[provinces.value > nation]
print(f"{len(above)} of {len(provinces)} provinces are above the national {100 * nation:.2f} %, 01 among them: {'01' in above.index}")
