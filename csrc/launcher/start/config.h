/* config.h - the configuration, as the host has sent it (launcher.h): for main.c. */
#ifndef PKHOST_LAUNCHER_CONFIG_H
#define PKHOST_LAUNCHER_CONFIG_H

#include "base/run.h"

/* Take it from the control channel.  Returns its size, or the negated errno.  *in_file
 * tells that it is in the file at CONFIG_FD instead. */
long config_receive(bool *in_file);

/* Check what config_receive has told about, and set run->config, ->arguments and
 * ->environment.  Returns -1 with a failure noted. */
int config_load(struct run *run, long size, bool in_file);

#endif
