"""Unpacks members of a zip file as programs: unpack.py ZIP FOLDER MEMBER..."""
import os
import sys
import zipfile

archive, folder, *members = sys.argv[1:]
with zipfile.ZipFile(archive) as source:
    for member in members:
        target = os.path.join(folder, os.path.basename(member))
        with open(target + ".new", "wb") as program:
            program.write(source.read(member))
        os.chmod(target + ".new", 0o755)
        os.replace(target + ".new", target)
