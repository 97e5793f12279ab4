/* terminal.c - what terminal.h describes. */
#define _GNU_SOURCE
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#ifndef TIOCGPTPEER
#define TIOCGPTPEER _IO('T', 0x41) /* Linux 4.13 */
#endif

static int set_up(int fd, int columns, int rows)
{
    const struct winsize size = { .ws_col = (unsigned short)columns,
                                  .ws_row = (unsigned short)rows };
    struct termios settings;

    if (tcgetattr(fd, &settings) < 0)
        return -1;
    settings.c_iflag = IUTF8;
    settings.c_oflag = 0;
    settings.c_lflag = ICANON | ISIG | IEXTEN;
    memset(settings.c_cc, _POSIX_VDISABLE, sizeof settings.c_cc);
    settings.c_cc[VEOF] = 4;
    settings.c_cc[VINTR] = 3;
    settings.c_cc[VQUIT] = 28;
    /* Only for a program that switches to single characters. */
    settings.c_cc[VMIN] = 1;
    settings.c_cc[VTIME] = 0;
    return tcsetattr(fd, TCSANOW, &settings) < 0 ? -1 : ioctl(fd, TIOCSWINSZ, &size);
}

static int open_host(void)
{
    const int flags = O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK;
    const int fd = open("/dev/ptmx", flags);

    return fd < 0 && errno == ENOENT ? open("/dev/pts/ptmx", flags) : fd;
}

int terminal_open(int columns, int rows, int *host, int *program)
{
    const int unlocked = 0;
    int error;

    *program = -1;
    *host = open_host();
    if (*host < 0)
        return -1;
    /* By the descriptor: its name may lead elsewhere, or nowhere, in a container. */
    if (ioctl(*host, TIOCSPTLCK, &unlocked) == 0)
        *program = ioctl(*host, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*program >= 0 && set_up(*program, columns, rows) == 0)
        return 0;
    error = errno;
    if (*program >= 0)
        close(*program);
    close(*host);
    *host = *program = -1;
    errno = error;
    return -1;
}
