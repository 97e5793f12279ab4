/* big_bss.c - a program that is large only on paper. */
static char space[256 << 20];

int main(int argc, char **argv)
{
    (void)argv;
    return space[argc];
}
