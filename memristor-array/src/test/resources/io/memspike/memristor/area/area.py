# Writes area.csv: areas of layers on arrays in 45 nm, laid out tile by tile, converter by converter.
#
# python3 area.py DIRECTORY; needs nothing. Counts parts one by one; shares nothing with the Java code.
import sys

F, HEIGHT, WIDTH = 45e-9, 4, 12
ROW, SAR_STEP, INT_ADD, ADD, MULTIPLY, BIT = 240e-12, 2.109e-12, 137e-12, 4184e-12, 7700e-12, 0.346e-12
PULSE, ADC_CLOCK, DIGITAL_CLOCK, SHARED, WORD = 10e-9, 100e6, 1e9, 8, 32

CASES = [  # inputs, outputs, positions, rows, columns, bits, sharing, additions, multiplications, states
    (2312, 250, 1, 512, 512, 8, "PAIR", 500, 500, 250),
    (2312, 250, 1, 512, 512, 8, "COLUMN", 500, 500, 250),
    (2312, 250, 1, 512, 512, 8, "TILES", 500, 500, 250),
    (18, 12, 1024, 512, 512, 8, "PAIR", 24576, 24576, 12288),
    (300, 700, 36, 64, 128, 4, "PAIR", 50400, 50400, 25200),
    (5, 3, 1, 4, 2, 10, "TILES", 6, 3, 6),
    (250, 10, 1, 512, 512, 8, "PAIR", 20, 10, 20),
]

lines = ["inputs,outputs,positions,rows,columns,bits,sharing,additions,multiplications,states,cells,drivers,converters,digital,memory"]
for case in CASES:
    inputs, outputs, positions, rows, columns, bits, sharing, additions, multiplications, states = case
    per_tile = columns // 2
    cells = drivers = converters = 0
    for first_output in range(0, outputs, per_tile):
        for first_input in range(0, inputs, rows):
            cells += rows * columns
            drivers += rows
            if sharing != "TILES" or first_input == 0:
                pairs = list(range(per_tile))
                while pairs:  # each converter takes the next so many
                    pairs = pairs[SHARED:]
                    converters += 2 if sharing == "COLUMN" else 1
    turns = min(SHARED, min(outputs, per_tile))
    cycles = positions * (PULSE + turns * bits / ADC_CLOCK) * DIGITAL_CLOCK
    adders = multipliers = 0
    while adders * cycles < additions:
        adders += 1
    while multipliers * cycles < multiplications:
        multipliers += 1
    areas = (cells * HEIGHT * F * WIDTH * F, drivers * ROW, converters * SAR_STEP * 2**bits,
             converters * INT_ADD + adders * ADD + multipliers * MULTIPLY, states * WORD * BIT)
    lines.append(",".join(map(str, case)) + "," + ",".join(f"{area:.15e}" for area in areas))
with open(sys.argv[1] + "/area.csv", "w") as out:
    out.write("\n".join(lines) + "\n")
