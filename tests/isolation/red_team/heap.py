# Reads what is at an address of the host's heap, and changes it.
found = stdc.read_bytes(ADDRESS, len(FIRST_HALF + SECOND_HALF) + 13)
print(found.decode())
stdc.write_cstr(ADDRESS, 'overwritten')
