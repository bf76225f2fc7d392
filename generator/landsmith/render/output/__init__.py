"""The only writer: paths, trees and the lock."""
