"""Suffixes that trainers open and that are no images or videos of a dataset here."""

from __future__ import annotations


def suffixes(names: str) -> frozenset[str]:
    """Suffixes with their dots, from names between blanks."""
    return frozenset("." + name for name in names.split())


PILLOW = suffixes(
    "apng avif avifs blp bmp bufr bw cur dcx dds dib emf eps fit fits flc fli ftc ftu gbr gif grib h5 hdf icb icns ico "
    "iim im j2c j2k jfif jp2 jpc jpe jpeg jpf jpg jpx mpeg mpg msp pbm pcd pcx pfm pgm png pnm ppm ps psd pxr qoi ras "
    "rgb rgba sgi tga tif tiff vda vst webp wmf xbm xpm"
)
"""All that Pillow opens, by its own table of suffixes (`Image.registered_extensions`, 10.4 to 12)."""
DATASETS = PILLOW - suffixes("avif avifs pfm qoi h5 hdf")
"""What `datasets` lists as images (packaged_modules/imagefolder, 5.2); others count where a row names them."""
SOUNDS = suffixes("wav wave flac mp3 mp4a m4a aac ogg oga opus wma aiff aif aifc alac")
"""Sound that SimpleTuner lists with the images (helpers/training/__init__.py)."""
VIDEOS = suffixes("mp4 mov webm mkv avi wmv m4v flv mpg mpeg 3gp ogv")
"""Videos that are told from pictures by their suffix."""
OPENED = PILLOW | SOUNDS | VIDEOS | suffixes("ts mts m2ts vob mxf")
"""Suffixes of files that some trainer opens as an image, a video or sound."""
