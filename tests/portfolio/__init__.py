"""Tests of one topic; a package so that they can share their material."""
