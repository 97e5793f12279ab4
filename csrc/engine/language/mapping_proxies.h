/* mapping_proxies.h -- mappings that a script may read: C.__dict__, types.MappingProxyType. */
#ifndef PKHOST_LANGUAGE_MAPPING_PROXIES_H
#define PKHOST_LANGUAGE_MAPPING_PROXIES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

void mapping_proxy_new(py_OutRef out, const py_TValue *mapping);

#pragma GCC visibility pop

#endif
