# Reads the memory of another VM.
print(stdc.read_cstr(NEIGHBOUR))
