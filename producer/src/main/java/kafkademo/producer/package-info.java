/** How is the producer put together, what can be set, and what does it tell about itself? */
package kafkademo.producer;
