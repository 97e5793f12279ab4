# Reads what the host has open as DESCRIPTOR.
buffer = stdc.malloc(256)
stdc.memset(buffer, 0, 256)
Call().with_numbers(c_library().given('read'), DESCRIPTOR, buffer, 255)
print(stdc.read_cstr(buffer))
