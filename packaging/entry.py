"""Where the single file starts; worker processes of a frozen program start here too."""

import multiprocessing

from mineralcheck.__main__ import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    main()
