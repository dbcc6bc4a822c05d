package org.lowtide.leak;

import java.util.List;

/**
 * What was live in a {@link TrackingAllocator} at one moment: how much, and, as far as places were recorded, from where.
 *
 * <p>Immutable. Holds no wall clock and no identity hash, so that the same run gives the same text.
 */
public final class LeakReport {

  private final String name;
  private final LevelChoice level;
  private final String tree;
  private final long liveBytes;
  private final long liveBlocks;
  private final List<LeakSite> sites;
  private final List<SuppressedSite> suppressedSites;
  private final Unplaced unplaced;
  private final String note;

  LeakReport(
      String name, LevelChoice level, String tree, long liveBytes, long liveBlocks, List<LeakSite> sites,
      Unplaced unplaced) {
    this(name, level, tree, liveBytes, liveBlocks, sites, List.of(), unplaced, "");
  }

  private LeakReport(
      String name,
      LevelChoice level,
      String tree,
      long liveBytes,
      long liveBlocks,
      List<LeakSite> sites,
      List<SuppressedSite> suppressedSites,
      Unplaced unplaced,
      String note) {
    this.name = name;
    this.level = level;
    this.tree = tree;
    this.liveBytes = liveBytes;
    this.liveBlocks = liveBlocks;
    this.sites = List.copyOf(sites);
    this.suppressedSites = List.copyOf(suppressedSites);
    this.unplaced = unplaced;
    this.note = note;
  }

  /** The same blocks, sorted anew into those that fail and those that do not. */
  LeakReport with(List<LeakSite> leaked, List<SuppressedSite> suppressed) {
    return new LeakReport(name, level, tree, liveBytes, liveBlocks, leaked, suppressed, unplaced, note);
  }

  /**
   * The name of the tracker, or the path of the scope below it.
   *
   * @return names separated by slashes, or an empty string
   */
  public String name() {
    return name;
  }

  /**
   * What the tracker remembered of each block.
   *
   * @return its level
   */
  public TrackingLevel level() {
    return level.level();
  }

  /** The level, and who chose it. */
  LevelChoice choice() {
    return level;
  }

  /**
   * The tree of scopes with live, peak, total and limit of each, in bytes, the scope of this report marked.
   *
   * @return lines, each ended by a line break; empty where the tracker has no scope
   */
  public String tree() {
    return tree;
  }

  /**
   * The bytes that were live, suppressed or not.
   *
   * @return bytes, at least 0
   */
  public long liveBytes() {
    return liveBytes;
  }

  /**
   * The blocks that were live, suppressed or not.
   *
   * @return a count, at least 0
   */
  public long liveBlocks() {
    return liveBlocks;
  }

  /**
   * Whether nothing was live.
   *
   * @return whether {@link #liveBlocks()} is 0
   */
  public boolean isEmpty() {
    return liveBlocks == 0;
  }

  /**
   * The bytes that were live and are not let pass by {@link Suppressions}: what fails.
   *
   * @return bytes, at most {@link #liveBytes()}
   */
  public long leakedBytes() {
    return liveBytes - suppressedBytes();
  }

  /**
   * The blocks that were live and are not let pass by {@link Suppressions}: what fails.
   *
   * @return a count, at most {@link #liveBlocks()}
   */
  public long leakedBlocks() {
    return liveBlocks - suppressedBlocks();
  }

  /**
   * The bytes that were live and are let pass.
   *
   * @return bytes, 0 until {@link Suppressions#apply}
   */
  public long suppressedBytes() {
    return suppressedSites.stream().mapToLong(each -> each.site().bytes()).sum();
  }

  /**
   * The blocks that were live and are let pass.
   *
   * @return a count, 0 until {@link Suppressions#apply}
   */
  public long suppressedBlocks() {
    return suppressedSites.stream().mapToLong(each -> each.site().blocks()).sum();
  }

  /**
   * The places that the live blocks came from which fail, by bytes, the most first; then by blocks, the most first; then by stack.
   *
   * <p>Blocks whose place was not recorded are in none of them: at {@link TrackingLevel#COUNT} the list is empty but for
   * the ordinals of {@link TrackingAllocator.Builder#sitesAt}.
   *
   * @return an immutable list
   */
  public List<LeakSite> sites() {
    return sites;
  }

  /**
   * The places whose live blocks are let pass, in the order of {@link #sites()}, each with the entry that does so.
   *
   * @return an immutable list, empty until {@link Suppressions#apply}
   */
  public List<SuppressedSite> suppressedSites() {
    return suppressedSites;
  }

  /**
   * The sizes of the blocks whose place was not recorded added up.
   *
   * @return bytes, at most {@link #liveBytes()}
   */
  public long bytesWithoutSite() {
    return unplaced.bytes();
  }

  /**
   * The blocks whose place was not recorded.
   *
   * @return a count, at most {@link #liveBlocks()}
   */
  public long blocksWithoutSite() {
    return unplaced.blocks();
  }

  /**
   * What else there is to say, for people.
   *
   * @return one line, or an empty string
   */
  public String note() {
    return note;
  }

  /**
   * This report with something else to say.
   *
   * @param note one line, which takes the place of the one there is
   * @return a report that is the same in all else
   */
  public LeakReport withNote(String note) {
    return new LeakReport(name, level, tree, liveBytes, liveBlocks, sites, suppressedSites, unplaced, note);
  }

  /**
   * Checks that nothing leaked, that is, nothing was live that {@link Suppressions} do not let pass. Makes a Flight
   * Recorder event {@code lowtide.Leak} of each place, of those that are let pass too.
   *
   * @throws LeakError with this report where something leaked
   */
  public void assertNoLeaks() {
    LeakEvents.leaked(this);
    if (leakedBlocks() > 0) {
      throw new LeakError(this);
    }
  }

  /**
   * The report for people: how much and how many; the places; which switch tells more; what was left out; what is
   * suppressed, and why; and a summary line to search for, like {@code SUMMARY: lowtide: 96 bytes leaked in 2 blocks from 1 place}.
   *
   * @return lines separated by {@code \n}, the last one without
   */
  public String text() {
    return LeakText.of(this, unplaced);
  }

  /**
   * The last line of {@link #text()}.
   *
   * @return one line
   */
  public String summary() {
    return LeakText.summary(this);
  }

  @Override
  public String toString() {
    return text();
  }

  /**
   * The blocks whose place was not recorded.
   *
   * @param firstOrdinals the ordinals of the oldest of them, comma-separated, for people
   * @param notes as {@link LeakSite#notes()}
   */
  record Unplaced(long bytes, long blocks, String firstOrdinals, List<String> notes) {}
}
