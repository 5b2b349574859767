/** What do the tests of several modules share? */
package kafkademo.testing;
