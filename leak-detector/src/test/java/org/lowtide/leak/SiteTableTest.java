package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;

/** One record for each distinct stack, no matter how much two stacks look alike. */
final class SiteTableTest {

  private final SiteTable table = new SiteTable();

  @Test
  void theSameStackIsOneSite() {
    List<Site> sites = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sites.add(left());
    }
    assertThat(sites.get(1)).isSameAs(sites.get(0));
    assertThat(sites.get(2)).isSameAs(sites.get(0));
  }

  @Test
  void twoPositionsInOneLineAreTwoSites() {
    Site[] sites = {left(), left()};
    assertThat(sites[0]).isNotSameAs(sites[1]);
  }

  /** The two bodies are the same instructions, so that class and position of their frames are equal. */
  @Test
  void twoMethodsAlikeCalledDirectlyAreTwoSites() {
    assertThat(left()).isNotSameAs(right());
    assertThat(top(left())).isEqualTo("left");
    assertThat(top(right())).isEqualTo("right");
  }

  @Test
  void twoLambdasAlikeAreTwoSites() {
    List<Supplier<Site>> alike = List.of(() -> table.here(), () -> table.here());
    List<Site> sites = alike.stream().map(Supplier::get).toList();
    assertThat(sites.get(0)).isNotSameAs(sites.get(1));
  }

  @Test
  void twoMethodsAlikeCalledByReflectionAreTwoSites() throws ReflectiveOperationException {
    List<Site> sites = new ArrayList<>();
    for (String name : List.of("left", "right", "left")) {
      Method method = SiteTableTest.class.getDeclaredMethod(name);
      sites.add((Site) method.invoke(this));
    }
    assertThat(sites.get(0)).isNotSameAs(sites.get(1));
    assertThat(sites.get(2)).isSameAs(sites.get(0));
  }

  @Test
  void overloadedMethodsAlikeAreTwoSites() throws ReflectiveOperationException {
    Method one = SiteTableTest.class.getDeclaredMethod("overloaded", int.class);
    Method other = SiteTableTest.class.getDeclaredMethod("overloaded", float.class);
    List<Site> sites = new ArrayList<>();
    for (Method method : List.of(one, other)) {
      sites.add((Site) method.invoke(this, 1));
    }
    assertThat(sites.get(0)).isNotSameAs(sites.get(1));
  }

  @Test
  void callersAlikeThatAreSeveralFramesAwayAreTwoSites() {
    List<Supplier<Site>> callers = List.of(this::throughLeft, this::throughRight);
    List<Site> sites = callers.stream().map(Supplier::get).toList();
    assertThat(sites.get(0)).isNotSameAs(sites.get(1));
  }

  @Test
  void callersBeyondTheTopmostFramesAreNotToldApart() {
    Site near = recurse(StackKey.FRAMES + 1);
    Site far = recurse(StackKey.FRAMES + 5);
    assertThat(far).isSameAs(near);
    assertThat(recurse(1)).isNotSameAs(near);
  }

  @Test
  void oneBatchOfFramesIsEnoughForATrackerWithinADecorator() {
    TrackingAllocator tracking = TrackingAllocator.withSites(new HeapAllocator());
    Block block = FailingAllocator.neverFailing(tracking).allocateZeroed(1);
    Trace trace = TrackedBlock.behind(block).trace;
    List<String> recorded =
        Stream.of(trace.site().place().getStackTrace()).map(StackTraceElement::getClassName).toList();
    long toolkit = recorded.stream().takeWhile(Place::isToolkit).count();
    // Site.of and SiteTable.add are there for the whole stack, StackKey.here for the topmost frames.
    assertThat(toolkit - 2 + 1).isLessThanOrEqualTo(StackKey.TOOLKIT_FRAMES);
  }

  @Test
  void growsWithTheNumberOfSites() {
    List<Site> first = manySites();
    assertThat(first).doesNotHaveDuplicates().hasSize(512);
    assertThat(manySites()).containsExactlyElementsOf(first);
  }

  @Test
  void threadsThatMeetAtANewSiteShareIt() throws InterruptedException {
    for (int round = 0; round < 50; round++) {
      SiteTable fresh = new SiteTable();
      Site[] sites = new Site[4];
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> threads =
          IntStream.range(0, sites.length)
              .mapToObj(i -> Thread.ofVirtual().start(() -> sites[i] = afterStart(start, fresh)))
              .toList();
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(sites).containsOnly(sites[0]);
    }
  }

  private static Site afterStart(CountDownLatch start, SiteTable table) {
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return table.here();
  }

  private Site left() {
    return table.here();
  }

  private Site right() {
    return table.here();
  }

  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // called by reflection; the parameters make them differ
  private Site overloaded(int ignored) {
    return table.here();
  }

  @SuppressWarnings({"UnusedMethod", "UnusedVariable"})
  private Site overloaded(float ignored) {
    return table.here();
  }

  private Site throughLeft() {
    return through();
  }

  private Site throughRight() {
    return through();
  }

  private Site through() {
    return left();
  }

  private Site recurse(int depth) {
    return depth == 0 ? table.here() : recurse(depth - 1);
  }

  /** All ways through nine two-way branches. */
  private List<Site> manySites() {
    List<Site> sites = new ArrayList<>();
    for (int path = 0; path < 512; path++) {
      sites.add(branch(path, 9));
    }
    return sites;
  }

  private Site branch(int path, int depth) {
    if (depth == 0) {
      return table.here();
    }
    int rest = path >> 1;
    return (path & 1) == 0 ? branch(rest, depth - 1) : branch(path >> 1, depth - 1);
  }

  private static String top(Site site) {
    return site.frames().getFirst().getMethodName();
  }
}
